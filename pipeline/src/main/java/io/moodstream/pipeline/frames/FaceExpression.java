package io.moodstream.pipeline.frames;

import java.util.Optional;

/**
 * A face with the model's prediction.
 *
 * @param quality 0 to 1, from size, sharpness, light and how frontal the face is
 * @param roll degrees by which the head is tilted, clockwise as seen in the frame
 * @param brightness mean gray value of the face, 0 black to 1 white; empty where it was not kept
 */
public record FaceExpression(
    long track,
    Box box,
    float quality,
    float roll,
    Probabilities probabilities,
    Optional<Float> brightness) {
  /** Of unknown brightness. */
  public FaceExpression(
      long track, Box box, float quality, float roll, Probabilities probabilities) {
    this(track, box, quality, roll, probabilities, Optional.empty());
  }

  /** Of an upright face. */
  public FaceExpression(long track, Box box, float quality, Probabilities probabilities) {
    this(track, box, quality, 0, probabilities);
  }
}
