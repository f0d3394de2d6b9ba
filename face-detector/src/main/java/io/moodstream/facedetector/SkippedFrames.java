package io.moodstream.facedetector;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs now and then that frames are being skipped, rather than once for each. Not thread-safe. */
final class SkippedFrames {
  private static final Logger log = LoggerFactory.getLogger(SkippedFrames.class);

  private final Duration freshness;
  private long count;
  private Duration youngest = Duration.ZERO;

  SkippedFrames(Duration freshness) {
    this.freshness = freshness;
  }

  void add(Duration age) {
    youngest = count == 0 || age.compareTo(youngest) < 0 ? age : youngest;
    count++;
  }

  /** Called at regular times. */
  void report() {
    if (count > 0) {
      // Only the youngest distinguishes a slow machine (it is near the limit) from a wrong clock.
      log.warn(
          "skipped {} frames, all older than {} s, the youngest {} s: this machine is too slow for"
              + " its cameras, has been down, or its clock is ahead of the broker's",
          count,
          seconds(freshness),
          seconds(youngest));
    }
    count = 0;
  }

  private static String seconds(Duration duration) {
    return "%.1f".formatted(duration.toMillis() / 1_000.0);
  }
}
