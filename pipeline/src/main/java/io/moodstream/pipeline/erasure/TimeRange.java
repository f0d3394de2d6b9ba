package io.moodstream.pipeline.erasure;

import java.time.Instant;

/**
 * A half-open range of time.
 *
 * @param from inclusive
 * @param to exclusive
 */
record TimeRange(Instant from, Instant to) {
  TimeRange {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a range begins before it ends, not from %s to %s".formatted(from, to));
    }
  }

  /** A single moment. */
  static TimeRange at(Instant time) {
    return new TimeRange(time, time.plusMillis(1));
  }

  boolean overlaps(TimeRange other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
