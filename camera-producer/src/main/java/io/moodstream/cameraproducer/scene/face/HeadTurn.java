package io.moodstream.cameraproducer.scene.face;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Turns a drawn head to the side or lowers it, as if the face were painted on a ball. */
public final class HeadTurn {
  /** Where the ball's middle lies, face units. */
  private static final double MIDDLE = .1;

  private static final double HALF_HEIGHT = 1.45;

  /** Below the chin and beside the ears nothing moves. */
  private static final double REACH = 1;

  private HeadTurn() {}

  /** Draws {@code from}, turned, into {@code to}; both lie on {@code grid}. */
  public static void apply(BufferedImage from, BufferedImage to, Grid grid, HeadPose pose) {
    int width = from.getWidth();
    int height = from.getHeight();
    double[] columns = new double[width];
    for (int column = 0; column < width; column++) {
      double x = turned(grid.x(column), Math.toRadians(pose.yaw()));
      columns[column] = (x + Grid.HALF_WIDTH) * grid.scale() - .5;
    }
    double[] rows = new double[height];
    for (int row = 0; row < height; row++) {
      double y = (grid.y(row) - MIDDLE) / HALF_HEIGHT;
      double source = MIDDLE + HALF_HEIGHT * turned(y, Math.toRadians(pose.pitch()));
      rows[row] = (source - Grid.TOP) * grid.scale() - .5;
    }
    int[] pixels = ((DataBufferInt) from.getRaster().getDataBuffer()).getData();
    int[] target = ((DataBufferInt) to.getRaster().getDataBuffer()).getData();
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        target[row * width + column] = at(pixels, width, height, columns[column], rows[row]);
      }
    }
  }

  /** The point of the face at rest that the turned ball shows at {@code place}, -1 to 1. */
  private static double turned(double place, double angle) {
    if (Math.abs(place) >= REACH || angle == 0) {
      return place;
    }
    double source = Math.asin(place) - angle;
    return Math.sin(Math.max(-Math.PI / 2, Math.min(Math.PI / 2, source)));
  }

  /** Of premultiplied colours, bilinear. */
  private static int at(int[] pixels, int width, int height, double x, double y) {
    int left = (int) Math.max(0, Math.min(width - 2, Math.floor(x)));
    int top = (int) Math.max(0, Math.min(height - 2, Math.floor(y)));
    double across = Math.max(0, Math.min(1, x - left));
    double down = Math.max(0, Math.min(1, y - top));
    int index = top * width + left;
    int argb = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      double upper =
          channel(pixels[index], shift) * (1 - across) + channel(pixels[index + 1], shift) * across;
      double lower =
          channel(pixels[index + width], shift) * (1 - across)
              + channel(pixels[index + width + 1], shift) * across;
      argb |= (int) Math.round(upper * (1 - down) + lower * down) << shift;
    }
    return argb;
  }

  private static int channel(int argb, int shift) {
    return argb >>> shift & 0xff;
  }
}
