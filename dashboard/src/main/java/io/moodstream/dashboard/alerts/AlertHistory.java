package io.moodstream.dashboard.alerts;

import io.moodstream.pipeline.alerts.Alert;
import java.time.Instant;
import java.util.Optional;

/** An alert from its start to its end; a test has no end. */
record AlertHistory(Alert start, Optional<Instant> endedAt) {
  static AlertHistory of(Alert alert) {
    return new AlertHistory(alert, Optional.empty());
  }

  AlertHistory ended(Instant at) {
    return new AlertHistory(start, Optional.of(at));
  }
}
