package io.moodstream.cameraproducer.picture;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How a stored picture is turned to be shown: columns become rows and rows columns, then left and
 * right are exchanged, then top and bottom.
 */
record Orientation(boolean transposed, boolean mirrored, boolean upsideDown) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final int LEFT_RIGHT = 1;
  private static final int TOP_BOTTOM = 0;
  private static final int BOTH = -1;

  /**
   * From a display matrix (ISO 14496-12, 8.2.2.3): a stored point (x, y) is shown at (a x + c y, b
   * x + d y). Angles in between are rounded to quarters of a turn.
   */
  static Orientation of(int a, int b, int c, int d) {
    boolean transposed =
        Math.abs((long) b) + Math.abs((long) c) > Math.abs((long) a) + Math.abs((long) d);
    return transposed ? new Orientation(true, c < 0, b < 0) : new Orientation(false, a < 0, d < 0);
  }

  /**
   * @param turned holds the result, unless the picture is shown as it is stored
   */
  Mat apply(Mat stored, Mat turned) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    if (transposed) {
      transpose(stored, turned);
    } else {
      stored.copyTo(turned);
    }
    if (mirrored || upsideDown) {
      flip(turned, turned, mirrored && upsideDown ? BOTH : mirrored ? LEFT_RIGHT : TOP_BOTTOM);
    }
    return turned;
  }
}
