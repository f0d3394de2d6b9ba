package io.moodstream.alerts;

import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.pipeline.stage.StreamsStage;
import java.util.List;
import java.util.Optional;

/** Evaluates the rules, and delivers alerts by the channels of {@code alerts.yaml}. */
public final class AlertsStage implements Stage {
  private final StreamsStage evaluation;
  private final Optional<FileWatch> file;

  AlertsStage(StreamsStage evaluation, Optional<FileWatch> file) {
    this.evaluation = evaluation;
    this.file = file;
  }

  @Override
  public String name() {
    return evaluation.name();
  }

  @Override
  public void start() {
    file.ifPresent(FileWatch::start);
    evaluation.start();
  }

  @Override
  public Health health() {
    return Health.merged(
        List.of(
            evaluation.health(),
            file.map(FileWatch::health).orElseGet(() -> new Health(List.of()))));
  }

  @Override
  public void close() {
    file.ifPresent(FileWatch::close);
    evaluation.close();
  }
}
