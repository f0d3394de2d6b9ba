package io.moodstream.aggregator.tally;

/**
 * When a track was in view.
 *
 * @param first its first frame, ms since the epoch
 * @param last its last frame, ms since the epoch
 * @param millis time in view between the two; less than their distance where windows between them
 *     are not published
 * @param samples ten-second windows in which its face was analysed
 */
record Sighting(long first, long last, long millis, long samples) {
  /** A track of a tally that was written before times were kept. */
  static final Sighting UNTIMED = new Sighting(0, 0, 0, 0);

  /** A longer pause holds a whole ten-second window without the track. */
  private static final long LONGEST_PAUSE = 10_000;

  /**
   * @param samples 1 where its face is the first of its window, else 0
   */
  static Sighting at(long millis, long samples) {
    return new Sighting(millis, millis, 0, samples);
  }

  boolean timed() {
    return first != 0;
  }

  /**
   * Both together. Within ten seconds the order does not matter; windows are added in their order.
   */
  Sighting plus(Sighting other) {
    long all = samples + other.samples;
    if (!timed() || !other.timed()) {
      Sighting known = timed() ? this : other;
      return new Sighting(known.first, known.last, known.millis, all);
    }
    Sighting earlier = first <= other.first ? this : other;
    Sighting later = first <= other.first ? other : this;
    long end = Math.max(earlier.last, later.last);
    long pause = later.first - earlier.last;
    if (pause > LONGEST_PAUSE) {
      return new Sighting(earlier.first, end, earlier.millis + later.millis, all);
    }
    long overlapping = pause < 0 ? end - earlier.first : earlier.millis + pause + later.millis;
    return new Sighting(earlier.first, end, overlapping, all);
  }
}
