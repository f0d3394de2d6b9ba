package io.moodstream.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.alerts.evaluation.AlertTopology;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import java.nio.file.Path;

/** Summaries to alerts, and their delivery. */
public final class Alerts {
  static final String NAME = "alerts";

  private Alerts() {}

  /**
   * @param stateDir local state; rebuilt from Kafka when lost
   * @throws IllegalArgumentException if the file of the settings is there and invalid
   */
  public static AlertsStage stage(
      KafkaConnection kafka, MeterRegistry metrics, AlertsSettings settings, Path stateDir) {
    return new AlertsStage(
        new StreamsStage(
            NAME,
            kafka,
            streamsSettings(stateDir),
            AlertTopology.build(settings.evaluation()),
            Topics.ALERTS_DEAD_LETTERS,
            metrics,
            () -> {}),
        settings.file().map(file -> new FileWatch(file, kafka, metrics, settings.retries())));
  }

  static StreamsSettings streamsSettings(Path stateDir) {
    return StreamsSettings.exactlyOnce(1, stateDir);
  }
}
