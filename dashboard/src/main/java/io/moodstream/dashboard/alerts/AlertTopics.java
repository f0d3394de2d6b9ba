package io.moodstream.dashboard.alerts;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.StoredRule;
import java.util.Optional;

/** Where rules are kept and alerts are sent. */
public interface AlertTopics extends AutoCloseable {
  /**
   * Returns when Kafka has it.
   *
   * @param rule empty to delete it
   * @throws org.apache.kafka.common.errors.TimeoutException if Kafka does not answer
   */
  void put(String id, Optional<StoredRule> rule);

  /** Likewise. */
  void send(Alert alert);

  @Override
  void close();
}
