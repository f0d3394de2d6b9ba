package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Suitability;

/**
 * A face in a picture.
 *
 * @param box a square in the picture's coordinates, inside the picture; of a tilted face the square
 *     before it was turned by {@code roll} about its centre
 * @param roll degrees by which the head is tilted, clockwise as seen in the picture
 * @param pixels the face, upright, at 48 x 48
 * @param quality 0 to 1, from size, sharpness, light and how frontal the face is
 * @param suitability whether its expression can be predicted
 */
public record FoundFace(
    Box box, float roll, Pixels pixels, float quality, Suitability suitability) {
  FoundFace as(Suitability other) {
    return new FoundFace(box, roll, pixels, quality, other);
  }
}
