package io.moodstream.pipeline.frames;

/**
 * A face that the detector found in a frame.
 *
 * @param track the same number follows a face from frame to frame while its boxes overlap
 * @param box a square around the face, inside the frame; of a tilted face the square before it was
 *     turned by {@code roll} about its centre
 * @param pixels the face, upright
 * @param quality 0 to 1, from size, sharpness, light and how frontal the face is
 * @param roll degrees by which the head is tilted, clockwise as seen in the frame, -45 to 45
 */
public record DetectedFace(
    long track, Box box, Pixels pixels, float quality, float roll, Suitability suitability) {
  /** An upright face that can be analysed. */
  public DetectedFace(long track, Box box, Pixels pixels, float quality) {
    this(track, box, pixels, quality, 0, Suitability.SUITABLE);
  }
}
