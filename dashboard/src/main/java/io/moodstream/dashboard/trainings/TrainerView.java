package io.moodstream.dashboard.trainings;

import io.moodstream.pipeline.trainings.TrainerStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trainer service that is alive, as the API returns it.
 *
 * @param training the id of the one that it trains; null in any other state
 */
record TrainerView(
    String id,
    String host,
    String state,
    @Nullable String training,
    String dataRoot,
    String since) {
  static TrainerView of(TrainerStatus status) {
    return new TrainerView(
        status.id(),
        status.host(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.training().isEmpty() ? null : status.training(),
        status.dataRoot(),
        status.since().toString());
  }
}
