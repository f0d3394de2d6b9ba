package io.moodstream.dashboard.cameras;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How a camera's frames come through the pipeline. */
enum CameraState {
  /** The last frame is under 3 s old. */
  LIVE,
  /** As live, but fewer than half of the frames are analysed. */
  OVERLOADED,
  /** The last frame is under 30 s old. */
  STALE,
  LOST,
  /** It rests because a user wants it to. */
  PAUSED,
  /** Its frames come, and all show the same picture. */
  FROZEN;

  private static final Duration LIVE_FOR = Duration.ofSeconds(3);
  private static final Duration STALE_FOR = Duration.ofSeconds(30);
  private static final double LEAST_COVERAGE = 0.5;

  /**
   * @param coverage analysed frames over all frames of late, where there are enough to say
   */
  static CameraState of(Instant lastSeenAt, Optional<Double> coverage, Instant now) {
    if (now.minus(LIVE_FOR).isBefore(lastSeenAt)) {
      return coverage.filter(ratio -> ratio < LEAST_COVERAGE).isPresent() ? OVERLOADED : LIVE;
    }
    return now.minus(STALE_FOR).isBefore(lastSeenAt) ? STALE : LOST;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
