package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Jpeg;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** A gray picture with faces that the cascade finds, drawn by the tests themselves. */
public final class DrawnPicture {
  private static final Color HAIR = new Color(45, 45, 45);
  private static final Color BACKGROUND = new Color(120, 120, 120);

  private final BufferedImage image;

  private DrawnPicture(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
  }

  /**
   * @param heads the squares from brow to chin that the cascade was trained on
   */
  public static DrawnPicture of(int width, int height, Box... heads) {
    return turned(width, height, 0, heads);
  }

  /**
   * @param roll degrees by which each head is turned about the middle of its square, clockwise
   */
  public static DrawnPicture turned(int width, int height, double roll, Box... heads) {
    var picture = new DrawnPicture(width, height);
    Graphics2D pen = picture.image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(BACKGROUND);
    pen.fillRect(0, 0, width, height);
    for (Box head : heads) {
      drawHead((Graphics2D) pen.create(), head, roll);
    }
    pen.dispose();
    return picture.soft();
  }

  /** In units in which the face's square reaches from (-50, -50) to (50, 50). */
  private static void drawHead(Graphics2D pen, Box square, double roll) {
    pen.translate(square.x() + square.width() / 2.0, square.y() + square.height() / 2.0);
    pen.rotate(Math.toRadians(roll));
    pen.scale(square.width() / 100.0, square.height() / 100.0);
    pen.setColor(HAIR);
    pen.fill(ellipse(0, -8, 48, 58));
    pen.setPaint(
        new RadialGradientPaint(0, -5, 62, new float[] {0, 1}, new Color[] {gray(225), gray(140)}));
    pen.fill(ellipse(0, 0, 40, 52));
    pen.setColor(HAIR);
    pen.fill(ellipse(0, -52, 38, 18));
    for (int side : new int[] {-1, 1}) {
      drawEye(pen, 17 * side, -15);
    }
    pen.setColor(gray(150));
    pen.fill(ellipse(0, 10, 7, 3));
    pen.setColor(gray(75));
    pen.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(new QuadCurve2D.Double(-15, 27, 0, 31, 15, 27));
    pen.dispose();
  }

  private static void drawEye(Graphics2D pen, double x, double y) {
    pen.setPaint(
        new RadialGradientPaint(
            (float) x, (float) y, 14, new float[] {0, 1}, new Color[] {gray(110), gray(205)}));
    pen.fill(ellipse(x, y, 13, 8));
    pen.setColor(gray(235));
    pen.fill(ellipse(x, y, 8, 4.5));
    pen.setColor(gray(30));
    pen.fill(ellipse(x, y, 4, 4.5));
    var brow = new Path2D.Double();
    brow.moveTo(x - 12, y - 9);
    brow.quadTo(x, y - 14, x + 12, y - 9);
    pen.setColor(HAIR);
    pen.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(brow);
  }

  /** A camera is neither sharp nor silent. */
  private DrawnPicture soft() {
    var soft = new DrawnPicture(image.getWidth(), image.getHeight());
    float[] ninth = new float[9];
    Arrays.fill(ninth, 1 / 9f);
    new ConvolveOp(new Kernel(3, 3, ninth), ConvolveOp.EDGE_NO_OP, null).filter(image, soft.image);
    var random = new Random(2013);
    byte[] pixels = soft.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.max(0, Math.min(255, (pixels[i] & 0xff) + random.nextInt(7) - 3));
    }
    soft.image.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), pixels);
    return soft;
  }

  /** Row-major, a copy. */
  public byte[] pixels() {
    return (byte[])
        image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
  }

  public Jpeg jpeg() {
    return new Jpeg(encoded("jpg"));
  }

  public byte[] encoded(String format) {
    try {
      var bytes = new ByteArrayOutputStream();
      ImageIO.write(image, format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ellipse2D ellipse(double x, double y, double halfWidth, double halfHeight) {
    return new Ellipse2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
  }

  private static Color gray(int value) {
    return new Color(value, value, value);
  }
}
