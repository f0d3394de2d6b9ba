package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Pixels;

/**
 * A face in a picture.
 *
 * @param box a square in the picture's coordinates, inside the picture
 * @param pixels what is in the box, at 48 x 48
 */
public record FoundFace(Box box, Pixels pixels) {
  /** 0 to 1: box width over 48 pixels, at most 1. Below 1 the crop was enlarged. */
  public float quality() {
    return Math.min(1f, (float) box.width() / Pixels.SIDE);
  }
}
