package io.moodstream.cameraproducer.scene.face;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** Soft marks in face units. */
public final class Brush {
  private static final int LAYERS = 3;
  private static final float[] FALL = {0f, .35f, .7f, 1f};

  private Brush() {}

  /** A line without hard edges, {@code width} wide where it is visible at all. */
  public static void softLine(
      Graphics2D graphics, Shape line, Color color, double width, double opacity) {
    if (opacity < .02) {
      return;
    }
    graphics.setColor(Tone.fade(color, opacity / LAYERS));
    for (int layer = LAYERS; layer > 0; layer--) {
      graphics.setStroke(round(width * layer / LAYERS));
      graphics.draw(line);
    }
  }

  /** A round spot that fades towards its edge. */
  public static void softSpot(
      Graphics2D graphics, double x, double y, double rx, double ry, Color color, double opacity) {
    if (opacity < .02) {
      return;
    }
    Color[] colors = {
      Tone.fade(color, opacity),
      Tone.fade(color, opacity * .75),
      Tone.fade(color, opacity * .25),
      Tone.fade(color, 0)
    };
    var squeeze = AffineTransform.getTranslateInstance(x, y);
    squeeze.scale(rx, ry);
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(),
            1,
            new Point2D.Double(),
            FALL,
            colors,
            RadialGradientPaint.CycleMethod.NO_CYCLE,
            RadialGradientPaint.ColorSpaceType.SRGB,
            squeeze));
    graphics.fill(oval(x, y, rx, ry));
  }

  public static BasicStroke round(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  public static Ellipse2D oval(double x, double y, double rx, double ry) {
    return new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry);
  }

  /** Through three points in an arc. */
  public static Path2D arc(double x1, double y1, double x2, double y2, double x3, double y3) {
    var path = new Path2D.Double();
    path.moveTo(x1, y1);
    // The control point that makes the curve pass through the middle point.
    path.quadTo(2 * x2 - (x1 + x3) / 2, 2 * y2 - (y1 + y3) / 2, x3, y3);
    return path;
  }
}
