package io.moodstream.cameraproducer.scene.face;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * The raster of a head's picture. In face units the origin lies between the eyes, x to the right, y
 * down, and 1 is half the width of the head.
 *
 * @param scale pixels for each face unit
 */
public record Grid(double scale) {
  /** What a picture of a head shows: hair to the sides and above, the chin with a fallen jaw. */
  public static final double HALF_WIDTH = 1.6;

  public static final double TOP = -1.95;
  static final double BOTTOM = 2.05;

  int width() {
    return (int) Math.ceil(2 * HALF_WIDTH * scale);
  }

  int height() {
    return (int) Math.ceil((BOTTOM - TOP) * scale);
  }

  /** The face unit at a pixel's centre. */
  double x(int column) {
    return (column + .5) / scale - HALF_WIDTH;
  }

  /** The face unit at a pixel's centre. */
  double y(int row) {
    return (row + .5) / scale + TOP;
  }

  /** Transparent. */
  public BufferedImage image() {
    return new BufferedImage(width(), height(), BufferedImage.TYPE_INT_ARGB_PRE);
  }

  /** For drawing in face units. */
  public Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = smooth(image.createGraphics());
    graphics.scale(scale, scale);
    graphics.translate(HALF_WIDTH, -TOP);
    return graphics;
  }

  public static Graphics2D smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    return graphics;
  }
}
