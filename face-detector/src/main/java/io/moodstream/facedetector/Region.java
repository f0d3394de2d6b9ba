package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.Box;

/** A square in the picture that was searched, in its pixels; it may reach over the edge. */
record Region(double x, double y, double side) {
  /**
   * The same square in the frame: moved inside where it reaches over the edge, so that a crop is
   * not distorted.
   *
   * @param scale frame pixels for each pixel of the searched picture
   */
  Box inFrame(double scale, int frameWidth, int frameHeight) {
    int width =
        Math.max(1, Math.min((int) Math.round(side * scale), Math.min(frameWidth, frameHeight)));
    int left = Math.max(0, Math.min((int) Math.round(x * scale), frameWidth - width));
    int top = Math.max(0, Math.min((int) Math.round(y * scale), frameHeight - width));
    return new Box(left, top, width, width);
  }

  /** With a margin of {@code share} of its side all around. */
  Region widened(double share) {
    double margin = side * share;
    return new Region(x - margin, y - margin, side + 2 * margin);
  }

  boolean contains(double pointX, double pointY) {
    return pointX >= x && pointX < x + side && pointY >= y && pointY < y + side;
  }

  /** Intersection over union: 0 apart, 1 equal. */
  double overlap(Region other) {
    double across = Math.min(x + side, other.x + other.side) - Math.max(x, other.x);
    double down = Math.min(y + side, other.y + other.side) - Math.max(y, other.y);
    double shared = Math.max(0, across) * Math.max(0, down);
    return shared / (side * side + other.side * other.side - shared);
  }
}
