package io.moodstream.pipeline.frames;

/**
 * A face that was detected and whose expression was not predicted.
 *
 * @param roll degrees by which the head is tilted, clockwise as seen in the frame
 * @param quality 0 to 1
 * @param reason never {@link Suitability#SUITABLE}
 */
public record UnanalysedFace(long track, Box box, float roll, float quality, Suitability reason) {
  public UnanalysedFace {
    if (reason == Suitability.SUITABLE) {
      throw new IllegalArgumentException("a suitable face is analysed: track " + track);
    }
  }

  static UnanalysedFace of(DetectedFace face) {
    return new UnanalysedFace(
        face.track(), face.box(), face.roll(), face.quality(), face.suitability());
  }
}
