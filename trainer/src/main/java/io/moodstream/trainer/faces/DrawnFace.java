package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.gray.GrayFace;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Faces of the project's own making, 48 x 48: a bundle's reference may hold no photograph of a
 * person. They are plain drawings; that a model reads them rightly is not asked, only that it reads
 * them the same everywhere.
 */
public final class DrawnFace {
  private static final double SIDE = Pixels.SIDE;

  private DrawnFace() {}

  /**
   * How an expression is drawn, as parts of the side.
   *
   * @param mouth how far the corners stand above the middle
   * @param open the height of the mouth
   * @param brows how far their inner ends stand above the outer ones
   * @param eyes height
   */
  private record Look(double mouth, double open, double brows, double eyes) {
    static Look of(Expression expression) {
      return switch (expression) {
        case ANGRY -> new Look(-0.04, 0.02, -0.07, 0.05);
        case DISGUST -> new Look(-0.08, 0.05, -0.04, 0.03);
        case FEAR -> new Look(-0.03, 0.10, 0.06, 0.11);
        case HAPPY -> new Look(0.10, 0.08, 0.01, 0.06);
        case NEUTRAL -> new Look(0, 0.02, 0, 0.07);
        case SAD -> new Look(-0.09, 0.02, 0.06, 0.05);
        case SURPRISE -> new Look(0, 0.20, 0.02, 0.12);
      };
    }
  }

  /** Size, place, light and skin are drawn from {@code random}. */
  public static Pixels draw(Expression expression, SplittableRandom random) {
    BufferedImage image = new BufferedImage(Pixels.SIDE, Pixels.SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(gray(random.nextInt(20, 90)));
    pen.fillRect(0, 0, Pixels.SIDE, Pixels.SIDE);
    pen.translate(random.nextDouble(-2, 2), random.nextDouble(-2, 2));
    double zoom = random.nextDouble(0.9, 1.1);
    pen.scale(zoom, zoom);
    int skin = random.nextInt(130, 230);
    pen.setColor(gray(skin));
    pen.fill(new Ellipse2D.Double(0.1 * SIDE, 0.02 * SIDE, 0.8 * SIDE, 0.96 * SIDE));
    features(pen, Look.of(expression), skin / 4);
    pen.dispose();
    return withNoise(image, random);
  }

  private static void features(Graphics2D pen, Look look, int dark) {
    pen.setColor(gray(dark));
    pen.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int side = -1; side <= 1; side += 2) {
      double eye = (0.5 + side * 0.19) * SIDE;
      double height = look.eyes() * SIDE;
      pen.fill(new Ellipse2D.Double(eye - 3.5, 0.42 * SIDE - height / 2, 7, height));
      double inner = (0.30 - look.brows()) * SIDE;
      pen.draw(
          new QuadCurve2D.Double(
              eye - side * 4.5, inner, eye, 0.27 * SIDE, eye + side * 4.5, 0.30 * SIDE));
    }
    double corner = (0.74 - look.mouth()) * SIDE;
    double lower = (0.74 + look.mouth() + look.open() * 2) * SIDE;
    double upper = (0.74 + look.mouth() - look.open()) * SIDE;
    pen.draw(new QuadCurve2D.Double(0.32 * SIDE, corner, 0.5 * SIDE, lower, 0.68 * SIDE, corner));
    pen.draw(new QuadCurve2D.Double(0.32 * SIDE, corner, 0.5 * SIDE, upper, 0.68 * SIDE, corner));
  }

  private static Pixels withNoise(BufferedImage image, SplittableRandom random) {
    float[] grays = image.getRaster().getSamples(0, 0, Pixels.SIDE, Pixels.SIDE, 0, (float[]) null);
    for (int i = 0; i < grays.length; i++) {
      grays[i] += (float) random.nextDouble(-8, 8);
    }
    return GrayFace.pixels(grays);
  }

  private static Color gray(int value) {
    return new Color(value, value, value);
  }
}
