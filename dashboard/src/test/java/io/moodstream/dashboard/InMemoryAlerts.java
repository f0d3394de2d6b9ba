package io.moodstream.dashboard;

import io.moodstream.dashboard.alerts.AlertTopics;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertCondition.Comparison;
import io.moodstream.pipeline.alerts.AlertCondition.Lost;
import io.moodstream.pipeline.alerts.AlertCondition.Measured;
import io.moodstream.pipeline.alerts.AlertMetric;
import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.alerts.StoredRule.Origin;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the routes have written, instead of Kafka. */
final class InMemoryAlerts implements AlertTopics {
  static final StoredRule SAD =
      new StoredRule(
          new AlertRule(
              "sad",
              "Many sad faces",
              new Measured(AlertMetric.SAD, Comparison.ABOVE, 0.4),
              Duration.ofMinutes(1),
              Duration.ofMinutes(10),
              Set.of(Samples.HALL),
              Optional.empty(),
              true),
          Origin.API,
          RunningDashboard.NOW,
          "ada");
  static final StoredRule LOST =
      new StoredRule(
          new AlertRule(
              "lost",
              "A camera is lost",
              new Lost(),
              Duration.ZERO,
              Duration.ofHours(1),
              Set.of(),
              Optional.empty(),
              true),
          Origin.FILE,
          RunningDashboard.NOW,
          "alerts.yaml");

  final Map<String, StoredRule> rules = new ConcurrentSkipListMap<>();
  final List<Alert> sent = new CopyOnWriteArrayList<>();

  static Alert started(Instant at) {
    return alert(Samples.HALL, at);
  }

  static Alert alert(CameraId camera, Instant at) {
    return new Alert(
        "sad-%s-%d".formatted(camera, at.toEpochMilli()),
        Alert.Kind.STARTED,
        "sad",
        "Many sad faces",
        camera,
        "sad above 0.4 for 1m",
        Optional.of(0.52),
        at.minusSeconds(60),
        at);
  }

  @Override
  public void put(String id, Optional<StoredRule> rule) {
    rule.ifPresentOrElse(stored -> rules.put(id, stored), () -> rules.remove(id));
  }

  @Override
  public void send(Alert alert) {
    sent.add(alert);
  }

  @Override
  public void close() {}
}
