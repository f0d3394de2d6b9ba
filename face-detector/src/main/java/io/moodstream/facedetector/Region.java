package io.moodstream.facedetector;

import io.moodstream.pipeline.Box;

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
}
