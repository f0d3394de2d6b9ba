package io.moodstream.trainer.service;

import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingProgress.Epoch;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.trainer.TrainingListener;
import io.moodstream.trainer.evaluation.EpochResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The progress of a running training: each epoch that is over, and at most once a second in
 * between.
 */
final class ProgressReporter implements TrainingListener {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Consumer<TrainingProgress> sink;
  private final InstantSource clock;
  private final Set<Integer> known;
  private TrainingProgress latest;
  private Instant quietUntil = Instant.MIN;
  private Instant begun = Instant.MIN;
  private int steps;
  private int behind;

  /**
   * @param training as others know it by now
   */
  ProgressReporter(Training training, Consumer<TrainingProgress> sink, InstantSource clock) {
    this.sink = sink;
    this.clock = clock;
    known = training.curve().stream().map(Epoch::epoch).collect(Collectors.toSet());
    latest = training.progress();
  }

  /** Before the data are read, which takes a while. */
  void begin() {
    tell(latest.epoch(), false, latest.epochs(), 0, 0);
  }

  /** The last report. */
  TrainingProgress latest() {
    return latest;
  }

  @Override
  public void started(Start start) {
    steps = start.steps();
    behind = start.behind().size();
    begun = clock.instant();
    for (EpochResult result : start.behind()) {
      // Of an epoch whose checkpoint was written just before a crash, nothing was published.
      if (!known.contains(result.epoch())) {
        tell(point(result), true, start.epochs(), result.imagesPerSecond(), 0);
      }
    }
    tell(latest.epoch(), false, start.epochs(), 0, 0);
  }

  @Override
  public void stepped(Progress progress) {
    if (clock.instant().isBefore(quietUntil)) {
      return;
    }
    var point =
        new Epoch(
            progress.epoch(),
            progress.loss(),
            progress.accuracy(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            latest.epoch().rate());
    double left = secondsLeft(progress.epoch() - 1, progress.step());
    tell(point, false, latest.epochs(), progress.imagesPerSecond(), left);
  }

  @Override
  public void epochEnded(EpochResult result) {
    double left = secondsLeft(result.epoch(), 0);
    tell(point(result), true, latest.epochs(), result.imagesPerSecond(), left);
  }

  /** As the steps since the start went, with all measuring between them. */
  private double secondsLeft(int epochs, int step) {
    long done = (long) (epochs - behind) * steps + step;
    long whole = (long) (latest.epochs() - behind) * steps;
    double seconds = Duration.between(begun, clock.instant()).toMillis() * 1e-3;
    return done == 0 ? 0 : seconds / done * (whole - done);
  }

  private void tell(
      Epoch epoch, boolean ended, int epochs, double imagesPerSecond, double secondsLeft) {
    Instant now = clock.instant();
    latest =
        new TrainingProgress(
            latest.id(),
            State.RUNNING,
            epoch,
            ended,
            epochs,
            imagesPerSecond,
            secondsLeft,
            0,
            "",
            now);
    quietUntil = now.plus(PAUSE);
    sink.accept(latest);
  }

  private static Epoch point(EpochResult result) {
    return new Epoch(
        result.epoch(),
        result.train().loss(),
        result.train().accuracy(),
        result
            .measured()
            .map(score -> OptionalDouble.of(score.loss()))
            .orElseGet(OptionalDouble::empty),
        result
            .measured()
            .map(score -> OptionalDouble.of(score.accuracy()))
            .orElseGet(OptionalDouble::empty),
        result.rate());
  }
}
