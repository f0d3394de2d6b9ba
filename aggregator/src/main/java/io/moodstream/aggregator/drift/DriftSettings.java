package io.moodstream.aggregator.drift;

import java.time.Duration;

/**
 * When the faces of a camera are compared with its reference.
 *
 * @param referenceSpan the least length of the reference
 * @param referenceFaces its least number of independent faces; it grows until it has them
 * @param currentSpan how much of the time behind it is compared
 * @param longestCurrent how far that reaches back, in whole spans, while it has too few faces
 * @param currentFaces the least number of independent faces of that
 */
public record DriftSettings(
    Duration referenceSpan,
    int referenceFaces,
    Duration currentSpan,
    Duration longestCurrent,
    int currentFaces) {
  /**
   * A week of all hours and weekdays, compared with the last day. With these numbers of faces and
   * ten bins, 95 of 100 comparisons of an unchanged camera stay below .203, so a large change (.25)
   * can be seen; with more faces smaller ones.
   */
  public static final DriftSettings DEFAULTS =
      new DriftSettings(Duration.ofDays(7), 500, Duration.ofDays(1), Duration.ofDays(7), 100);

  public DriftSettings {
    if (referenceFaces < 1 || currentFaces < 1) {
      throw new IllegalArgumentException("a comparison needs faces");
    }
    if (currentSpan.compareTo(longestCurrent) > 0) {
      throw new IllegalArgumentException("the current span is longer than the longest");
    }
  }
}
