package io.moodstream.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingCancellation;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingProgress.Epoch;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingRequest;
import io.moodstream.pipeline.trainings.TrainingTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrainingCatalogTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final TrainingTask TASK = new TrainingTask("d", "tiny", 9, 0, Optional.empty());

  private final TrainingCatalog catalog = new TrainingCatalog();

  @Test
  void shouldListRequestsInTheirOrder() {
    ask("b");
    ask("a");

    assertThat(catalog.trainings(NOON))
        .extracting(it -> it.request().id())
        .containsExactly("b", "a");
    assertThat(catalog.trainings(NOON)).extracting(Training::state).containsOnly(State.QUEUED);
    assertThat(training("a").progress().epochs()).isEqualTo(9);
  }

  @Test
  void shouldTakeProgressThatIsReadBeforeItsRequest() {
    catalog.apply(progress("a", State.RUNNING, 2, false));
    ask("a");

    assertThat(training("a").state()).isEqualTo(State.RUNNING);
  }

  @Test
  void shouldMakeTheCurveOfEpochsThatAreOverEachOnce() {
    ask("a");
    catalog.apply(progress("a", State.RUNNING, 1, false));
    catalog.apply(progress("a", State.RUNNING, 1, true));
    catalog.apply(progress("a", State.RUNNING, 2, true));
    // A trainer that resumed reports again what its checkpoint holds.
    catalog.apply(progress("a", State.RUNNING, 1, true));
    catalog.apply(progress("a", State.RUNNING, 3, false));

    assertThat(training("a").curve()).extracting(Epoch::epoch).containsExactly(1, 2);
    assertThat(training("a").progress().epoch().epoch()).isEqualTo(3);
  }

  @Test
  void shouldCancelAWaitingOneWithoutATrainer() {
    ask("a");
    catalog.apply(new TrainingCancellation("a", NOON, "bob"), NOON);

    assertThat(training("a").state()).isEqualTo(State.CANCELLED);
    assertThat(training("a").progress().reason()).isEqualTo("cancelled by bob");
  }

  @Test
  void shouldLeaveARunningOneToItsTrainer() {
    ask("a");
    catalog.apply(progress("a", State.RUNNING, 1, false));
    catalog.apply(new TrainingCancellation("a", NOON, "bob"), NOON);

    assertThat(training("a").state()).isEqualTo(State.RUNNING);
    assertThat(catalog.cancelledBy("a")).contains("bob");
  }

  @Test
  void shouldNotComeBackFromItsEnd() {
    ask("a");
    catalog.apply(progress("a", State.RUNNING, 1, false).finished(7, NOON));
    catalog.apply(progress("a", State.RUNNING, 2, false));

    assertThat(training("a").state()).isEqualTo(State.FINISHED);
    assertThat(training("a").progress().version()).isEqualTo(7);
  }

  @Test
  void shouldPassOverARequestWhoseProgressMayBeDeleted() {
    ask("old");
    ask("known");
    catalog.apply(progress("known", State.RUNNING, 1, false));

    Instant later = NOON.plus(Duration.ofDays(7));
    assertThat(catalog.trainings(later))
        .extracting(it -> it.request().id())
        .containsExactly("known");
    assertThat(catalog.trainings(later.minusMillis(1))).hasSize(2);
  }

  @Test
  void shouldTakeOneRequestOfAnId() {
    ask("a");
    catalog.apply(new TrainingRequest("a", TASK.withEpochs(1), NOON, "eve"), NOON);

    assertThat(catalog.trainings(NOON)).hasSize(1);
    assertThat(training("a").request().by()).isEqualTo("ada");
  }

  @Test
  void shouldTellWhichTrainersHaveBeenHeardOfLately() {
    catalog.apply(trainer("a", TrainerStatus.State.STANDBY), NOON);
    catalog.apply(trainer("b", TrainerStatus.State.WAITING), NOON);

    Instant silent = NOON.plus(TrainingCatalog.ALIVE);
    assertThat(catalog.trainers(silent.minusMillis(1)))
        .extracting(TrainerStatus::id)
        .containsExactly("b", "a");
    assertThat(catalog.trainers(silent)).isEmpty();

    catalog.apply(trainer("a", TrainerStatus.State.WAITING), silent);
    assertThat(catalog.trainers(silent)).containsExactly(trainer("a", TrainerStatus.State.WAITING));
  }

  @Test
  void shouldForgetATrainerThatHasEnded() {
    catalog.apply(trainer("a", TrainerStatus.State.WAITING), NOON);
    catalog.apply(trainer("b", TrainerStatus.State.STANDBY), NOON);

    catalog.trainerEnded("a");

    assertThat(catalog.trainers(NOON)).extracting(TrainerStatus::id).containsExactly("b");
  }

  private static TrainerStatus trainer(String id, TrainerStatus.State state) {
    return new TrainerStatus(id, "attic", state, "", "/faces", NOON);
  }

  private void ask(String id) {
    catalog.apply(new TrainingRequest(id, TASK, NOON, "ada"), NOON);
  }

  private Training training(String id) {
    return catalog.training(id, NOON).orElseThrow();
  }

  private static TrainingProgress progress(String id, State state, int epoch, boolean ended) {
    var point = new Epoch(epoch, 1, 0.5, OptionalDouble.empty(), OptionalDouble.empty(), 0.1);
    return new TrainingProgress(id, state, point, ended, 9, 100, 10, 0, "", NOON);
  }
}
