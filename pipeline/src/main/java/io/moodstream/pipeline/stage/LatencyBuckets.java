package io.moodstream.pipeline.stage;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * The bounds of every histogram of delays. Histograms of several processes can be added, which
 * quantiles cannot.
 */
public final class LatencyBuckets {
  private static final long[] MILLIS = {
    1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 2500, 5000, 10_000
  };

  private LatencyBuckets() {}

  /** Ascending. */
  public static Duration[] all() {
    return LongStream.of(MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
