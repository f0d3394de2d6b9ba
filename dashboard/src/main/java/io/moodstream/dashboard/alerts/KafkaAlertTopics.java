package io.moodstream.dashboard.alerts;

import io.moodstream.dashboard.topics.TopicWriter;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.util.Optional;

/** The topics themselves. Connects at the first change. */
public final class KafkaAlertTopics implements AlertTopics {
  private final TopicWriter writer;

  public KafkaAlertTopics(KafkaConnection kafka) {
    writer = new TopicWriter(kafka, "dashboard-alerts");
  }

  @Override
  public void put(String id, Optional<StoredRule> rule) {
    writer.write(Topics.ALERT_RULES, id, rule);
  }

  @Override
  public void send(Alert alert) {
    writer.write(Topics.ALERTS, alert.camera(), Optional.of(alert));
  }

  @Override
  public void close() {
    writer.close();
  }
}
