package io.moodstream.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.alerts.evaluation.AlertTopology;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.RecordGuard;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Summaries to alerts, and their delivery. */
public final class Alerts {
  static final String NAME = "alerts";

  private static final Logger log = LoggerFactory.getLogger(Alerts.class);

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
            AlertTopology.build(settings.evaluation(), RecordGuard.of(log, metrics, NAME)),
            Topics.ALERTS_DEAD_LETTERS,
            metrics,
            () -> {}),
        settings.file().map(file -> new FileWatch(file, kafka, metrics, settings.retries())));
  }

  static StreamsSettings streamsSettings(Path stateDir) {
    return StreamsSettings.exactlyOnce(1, stateDir);
  }
}
