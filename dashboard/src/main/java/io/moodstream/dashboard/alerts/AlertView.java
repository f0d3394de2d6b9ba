package io.moodstream.dashboard.alerts;

import io.moodstream.pipeline.alerts.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the API returns it.
 *
 * @param value of the window that started it; null for a lost camera and for a test
 * @param since when the condition began to hold
 * @param endedAt null while it is not over, and for a test
 */
record AlertView(
    String id,
    String rule,
    String name,
    String camera,
    String condition,
    boolean test,
    @Nullable Double value,
    String since,
    String startedAt,
    @Nullable String endedAt) {
  static AlertView of(AlertHistory history) {
    Alert alert = history.start();
    return new AlertView(
        alert.id(),
        alert.rule(),
        alert.name(),
        alert.camera().value(),
        alert.condition(),
        alert.kind() == Alert.Kind.TEST,
        alert.value().orElse(null),
        alert.since().toString(),
        alert.at().toString(),
        history.endedAt().map(Instant::toString).orElse(null));
  }
}
