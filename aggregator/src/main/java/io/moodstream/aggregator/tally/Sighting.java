package io.moodstream.aggregator.tally;

/**
 * When a track was in view.
 *
 * @param first its first frame, ms since the epoch
 * @param last its last frame, ms since the epoch
 * @param millis time in view between the two; less than their distance where windows between them
 *     are not published
 */
record Sighting(long first, long last, long millis) {
  /** A track of a tally that was written before times were kept. */
  static final Sighting UNTIMED = new Sighting(0, 0, 0);

  /** A longer pause holds a whole ten-second window without the track. */
  private static final long LONGEST_PAUSE = 10_000;

  static Sighting at(long millis) {
    return new Sighting(millis, millis, 0);
  }

  boolean timed() {
    return first != 0;
  }

  /**
   * Both together. Within ten seconds the order does not matter; windows are added in their order.
   */
  Sighting plus(Sighting other) {
    if (!timed() || !other.timed()) {
      return timed() ? this : other;
    }
    Sighting earlier = first <= other.first ? this : other;
    Sighting later = first <= other.first ? other : this;
    long end = Math.max(earlier.last, later.last);
    long pause = later.first - earlier.last;
    if (pause > LONGEST_PAUSE) {
      return new Sighting(earlier.first, end, earlier.millis + later.millis);
    }
    long overlapping = pause < 0 ? end - earlier.first : earlier.millis + pause + later.millis;
    return new Sighting(earlier.first, end, overlapping);
  }
}
