package io.moodstream.benchmarks.load;

import java.util.Arrays;

/**
 * Of a number of delays, each the smallest that at least that share of them does not exceed, ms; 0
 * without any.
 */
public record Percentiles(int count, long p50, long p90, long p99, long max) {
  /**
   * @param delays ms, in any order
   */
  static Percentiles of(long[] delays) {
    long[] sorted = delays.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        sorted.length, rank(sorted, 50), rank(sorted, 90), rank(sorted, 99), rank(sorted, 100));
  }

  private static long rank(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (sorted.length * percent + 99) / 100;
    return sorted[Math.max(1, rank) - 1];
  }
}
