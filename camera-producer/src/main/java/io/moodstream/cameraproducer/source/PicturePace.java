package io.moodstream.cameraproducer.source;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long to wait for a camera's next picture: the first must come soon; after that ten times the
 * usual gap is allowed, so that a fast camera is missed within seconds and a slow one is not cut
 * off. Used by one thread.
 */
final class PicturePace {
  static final Duration FIRST = Duration.ofSeconds(12);
  static final Duration SHORTEST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofSeconds(45);

  private static final int GAPS = 10;

  /** One long gap is forgotten gradually. */
  private static final double KEPT = 0.9;

  private final LongSupplier nanoTime;
  private long since;
  private long pictures;
  private Optional<Duration> usualGap = Optional.empty();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  PicturePace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  void pictureArrived() {
    Duration gap = waited();
    since += gap.toNanos();
    if (pictures > 0) {
      double decayed = usualGap.map(Duration::toNanos).orElse(0L) * KEPT;
      usualGap = Optional.of(Duration.ofNanos(Math.max(gap.toNanos(), Math.round(decayed))));
    }
    pictures++;
  }

  /** So many have arrived. */
  long pictures() {
    return pictures;
  }

  /** Since the last picture, or since the beginning. */
  Duration waited() {
    return Duration.ofNanos(nanoTime.getAsLong() - since);
  }

  boolean isOverdue() {
    return waited().compareTo(limit()) > 0;
  }

  Duration limit() {
    if (pictures == 0) {
      return FIRST;
    }
    Duration allowed = usualGap.map(gap -> gap.multipliedBy(GAPS)).orElse(LONGEST);
    if (allowed.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return allowed.compareTo(LONGEST) > 0 ? LONGEST : allowed;
  }
}
