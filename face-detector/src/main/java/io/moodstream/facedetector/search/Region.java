package io.moodstream.facedetector.search;

import io.moodstream.pipeline.frames.Box;

/**
 * A square in a picture that is turned about its centre; it may reach over the picture's edge.
 *
 * @param x of the centre, pixels
 * @param y of the centre, pixels
 * @param side pixels
 * @param roll degrees, clockwise as seen in the picture
 * @param turn how far the nose lies beside the line from between the eyes to the mouth, in
 *     distances of the eyes: 0 is frontal, or not known
 */
public record Region(double x, double y, double side, double roll, double turn) {
  static Region upright(double left, double top, double side) {
    return new Region(left + side / 2, top + side / 2, side, 0, 0);
  }

  /**
   * The square before it was turned, moved inside the frame where it reaches over the edge, so that
   * a crop is not distorted.
   */
  public Box inFrame(int frameWidth, int frameHeight) {
    int width = Math.max(1, Math.min((int) Math.round(side), Math.min(frameWidth, frameHeight)));
    int left = Math.max(0, Math.min((int) Math.round(x - side / 2), frameWidth - width));
    int top = Math.max(0, Math.min((int) Math.round(y - side / 2), frameHeight - width));
    return new Box(left, top, width, width);
  }

  /** With a margin of {@code share} of its side all around. */
  Region widened(double share) {
    return new Region(x, y, side * (1 + 2 * share), roll, turn);
  }

  Region moved(double dx, double dy) {
    return new Region(x + dx, y + dy, side, roll, turn);
  }

  Region turned(double newRoll) {
    return new Region(x, y, side, newRoll, turn);
  }

  Region scaled(double factor) {
    return new Region(x * factor, y * factor, side * factor, roll, turn);
  }

  double left() {
    return x - side / 2;
  }

  double top() {
    return y - side / 2;
  }

  boolean contains(double pointX, double pointY) {
    return Math.abs(pointX - x) < side / 2 && Math.abs(pointY - y) < side / 2;
  }

  /** Intersection over union of the squares before they were turned: 0 apart, 1 equal. */
  double overlap(Region other) {
    double across =
        Math.min(x + side / 2, other.x + other.side / 2)
            - Math.max(x - side / 2, other.x - other.side / 2);
    double down =
        Math.min(y + side / 2, other.y + other.side / 2)
            - Math.max(y - side / 2, other.y - other.side / 2);
    double shared = Math.max(0, across) * Math.max(0, down);
    return shared / (side * side + other.side * other.side - shared);
  }
}
