package io.moodstream.facedetector;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Numbers for tracks that no other process and no earlier run has given: thousandths of
 * milliseconds of the clock, so they fit in 53 bits. Thread-safe.
 */
final class TrackNumbers implements LongSupplier {
  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  TrackNumbers(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public long getAsLong() {
    long earliest = clock.millis() * 1_000;
    return last.updateAndGet(number -> Math.max(number + 1, earliest));
  }
}
