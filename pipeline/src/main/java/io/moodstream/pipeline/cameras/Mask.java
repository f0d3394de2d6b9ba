package io.moodstream.pipeline.cameras;

import java.util.List;

/**
 * A region of the picture that is not looked at: a polygon.
 *
 * @param corners 3 to 64, in the order of the outline
 */
public record Mask(List<Corner> corners) {
  /** Of one camera. */
  public static final int MOST = 32;

  private static final int MOST_CORNERS = 64;

  /**
   * @param x share of the picture's width, 0 to 1 from the left
   * @param y share of the picture's height, 0 to 1 from the top
   */
  public record Corner(double x, double y) {
    public Corner {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new IllegalArgumentException(
            "a corner has x and y from 0 to 1, not %s and %s".formatted(x, y));
      }
    }
  }

  public Mask {
    corners = List.copyOf(corners);
    if (corners.size() < 3 || corners.size() > MOST_CORNERS) {
      throw new IllegalArgumentException(
          "3 to %d corners, not %d".formatted(MOST_CORNERS, corners.size()));
    }
  }
}
