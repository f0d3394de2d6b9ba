package io.moodstream.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingProgress.Epoch;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingRequest;
import io.moodstream.pipeline.trainings.TrainingTask;
import io.moodstream.trainer.TrainingListener.Progress;
import io.moodstream.trainer.TrainingListener.Start;
import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Precision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Epoch FIRST =
      new Epoch(1, 1.5, 0.25, OptionalDouble.of(1.25), OptionalDouble.of(0.5), 0.125);

  private final List<TrainingProgress> told = new ArrayList<>();
  private Instant now = NOON;

  @Test
  void shouldTellOnceASecondWithinAnEpoch() {
    ProgressReporter reporter = reporter(List.of());
    reporter.started(start(List.of()));
    told.clear();

    for (int step = 1; step <= 10; step++) {
      pass(300);
      reporter.stepped(new Progress(1, step, 2, 0.125, 400));
    }

    assertThat(told).extracting(TrainingProgress::at).containsExactly(at(1200), at(2400));
    assertThat(told.get(0).epochEnded()).isFalse();
    assertThat(told.get(0).state()).isEqualTo(State.RUNNING);
    assertThat(told.get(0).imagesPerSecond()).isEqualTo(400);
    // 4 of 40 steps took 1.2 s.
    assertThat(told.get(0).secondsLeft()).isCloseTo(10.8, within(1e-9));
  }

  @Test
  void shouldTellEachEpochAtOnce() {
    ProgressReporter reporter = reporter(List.of());
    reporter.started(start(List.of()));
    told.clear();

    pass(100);
    reporter.epochEnded(result(1));

    assertThat(told).hasSize(1);
    assertThat(told.get(0).epochEnded()).isTrue();
    assertThat(told.get(0).epoch()).isEqualTo(FIRST);
    assertThat(told.get(0).epochs()).isEqualTo(4);
  }

  @Test
  void shouldTellWhatTheCheckpointKnowsAndNobodyHasHeard() {
    ProgressReporter reporter = reporter(List.of(FIRST));

    reporter.started(start(List.of(result(1), result(2))));

    assertThat(told)
        .filteredOn(TrainingProgress::epochEnded)
        .extracting(progress -> progress.epoch().epoch())
        .containsExactly(2);
  }

  @Test
  void shouldReckonTheTimeLeftFromWhereItWentOn() {
    ProgressReporter reporter = reporter(List.of(FIRST));
    reporter.started(start(List.of(result(1))));

    pass(2000);
    reporter.epochEnded(result(2));

    assertThat(reporter.latest().secondsLeft()).isCloseTo(4, within(1e-9));
  }

  private ProgressReporter reporter(List<Epoch> curve) {
    var task = new TrainingTask("d", "tiny", 4, 0, Optional.empty());
    var request = new TrainingRequest("t", task, NOON, "ada");
    return new ProgressReporter(
        new Training(request, TrainingProgress.queued(request), curve), told::add, () -> now);
  }

  private static Start start(List<EpochResult> behind) {
    return new Start(Architecture.TINY, Precision.FP32, 320, 40, "test", 4, behind, 10, List.of());
  }

  private static EpochResult result(int epoch) {
    return new EpochResult(
        epoch,
        new EpochResult.Score(1.5, 0.25),
        Optional.of(new EpochResult.Score(1.25, 0.5)),
        0.125f,
        400,
        0,
        1);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }

  private static Instant at(long millis) {
    return NOON.plus(Duration.ofMillis(millis));
  }
}
