package io.moodstream.dashboard.trainings;

import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingTask;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A training as the API returns it.
 *
 * @param epochs of the whole training
 * @param init the model version that it started from; null for none
 * @param rate the learning rate at its peak; null for the architecture's own
 * @param epoch under way, or the last; 0 before the first
 * @param accuracy of that epoch on what is trained on, 0 to 1
 * @param measuredAccuracy of the last epoch that is over; null where nothing is measured
 * @param version the model that came of it; null before
 * @param reason why it failed or was cancelled; null otherwise
 */
record TrainingView(
    String id,
    String state,
    String requestedAt,
    String by,
    String data,
    String architecture,
    int epochs,
    @Nullable Integer init,
    @Nullable Double rate,
    int epoch,
    double accuracy,
    @Nullable Double measuredAccuracy,
    double imagesPerSecond,
    double secondsLeft,
    @Nullable Integer version,
    @Nullable String reason,
    List<Epoch> curve) {

  /** A point of the curve. */
  record Epoch(
      int epoch,
      double loss,
      double accuracy,
      @Nullable Double measuredLoss,
      @Nullable Double measuredAccuracy,
      double rate) {
    static Epoch of(TrainingProgress.Epoch epoch) {
      return new Epoch(
          epoch.epoch(),
          epoch.loss(),
          epoch.accuracy(),
          orNull(epoch.measuredLoss()),
          orNull(epoch.measuredAccuracy()),
          epoch.rate());
    }
  }

  /** The answer to a request. */
  record Requested(String id) {}

  static TrainingView of(Training training) {
    TrainingTask task = training.request().task();
    TrainingProgress progress = training.progress();
    List<Epoch> curve = training.curve().stream().map(Epoch::of).toList();
    return new TrainingView(
        training.request().id(),
        training.state().name().toLowerCase(Locale.ROOT),
        training.request().requestedAt().toString(),
        training.request().by(),
        task.data(),
        task.architecture(),
        progress.epochs() == 0 ? task.epochs() : progress.epochs(),
        task.init() == 0 ? null : task.init(),
        orNull(task.rate()),
        progress.epoch().epoch(),
        progress.epoch().accuracy(),
        curve.isEmpty() ? null : curve.get(curve.size() - 1).measuredAccuracy(),
        progress.imagesPerSecond(),
        progress.secondsLeft(),
        progress.version() == 0 ? null : progress.version(),
        progress.reason().isEmpty() ? null : progress.reason(),
        curve);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
