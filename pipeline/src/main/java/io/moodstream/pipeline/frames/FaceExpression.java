package io.moodstream.pipeline.frames;

/**
 * A face with the model's prediction.
 *
 * @param quality 0 to 1, from size, sharpness, light and how frontal the face is
 * @param roll degrees by which the head is tilted, clockwise as seen in the frame
 */
public record FaceExpression(
    long track, Box box, float quality, float roll, Probabilities probabilities) {
  /** Of an upright face. */
  public FaceExpression(long track, Box box, float quality, Probabilities probabilities) {
    this(track, box, quality, 0, probabilities);
  }
}
