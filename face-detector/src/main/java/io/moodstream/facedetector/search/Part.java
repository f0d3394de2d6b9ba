package io.moodstream.facedetector.search;

import org.bytedeco.opencv.opencv_core.Rect;

/** A rectangle in a frame, pixels. */
record Part(double left, double top, double right, double bottom) {
  /** The same at another scale and with a margin around it, inside of a picture. */
  Rect at(double scale, double margin, int width, int height) {
    int newLeft = (int) Math.max(0, Math.floor(left * scale - margin));
    int newTop = (int) Math.max(0, Math.floor(top * scale - margin));
    int newRight = (int) Math.min(width, Math.ceil(right * scale + margin));
    int newBottom = (int) Math.min(height, Math.ceil(bottom * scale + margin));
    return new Rect(newLeft, newTop, newRight - newLeft, newBottom - newTop);
  }
}
