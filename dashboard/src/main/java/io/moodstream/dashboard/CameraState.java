package io.moodstream.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long ago a camera's last frame came through the pipeline. */
enum CameraState {
  /** Under 3 s. */
  LIVE,
  /** Under 30 s. */
  STALE,
  LOST;

  private static final Duration LIVE_FOR = Duration.ofSeconds(3);
  private static final Duration STALE_FOR = Duration.ofSeconds(30);

  static CameraState after(Instant lastSeenAt, Instant now) {
    if (now.minus(LIVE_FOR).isBefore(lastSeenAt)) {
      return LIVE;
    }
    return now.minus(STALE_FOR).isBefore(lastSeenAt) ? STALE : LOST;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
