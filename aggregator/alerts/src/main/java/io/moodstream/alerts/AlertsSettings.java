package io.moodstream.alerts;

import io.moodstream.alerts.delivery.ChannelDelivery.Retries;
import io.moodstream.alerts.evaluation.EvaluationSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * @param file {@code alerts.yaml}, which need not exist yet; empty for rules of the API only, and
 *     no channels
 */
public record AlertsSettings(EvaluationSettings evaluation, Optional<Path> file, Retries retries) {
  public static AlertsSettings defaults() {
    return new AlertsSettings(EvaluationSettings.DEFAULTS, Optional.empty(), Retries.DEFAULTS);
  }

  public AlertsSettings withFile(Path path) {
    return new AlertsSettings(evaluation, Optional.of(path), retries);
  }

  public AlertsSettings withEvaluation(EvaluationSettings settings) {
    return new AlertsSettings(settings, file, retries);
  }

  AlertsSettings withRetries(Retries pauses) {
    return new AlertsSettings(evaluation, file, pauses);
  }
}
