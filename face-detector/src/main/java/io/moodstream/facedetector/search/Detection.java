package io.moodstream.facedetector.search;

/**
 * A face that was found in a picture.
 *
 * @param confidence the higher, the surer; comparable within one detector only
 */
public record Detection(Region region, double confidence) {
  Detection at(Region place) {
    return new Detection(place, confidence);
  }
}
