package io.moodstream.pipeline.trainings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.trainings.TrainingProgress.Epoch;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingEventsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");

  @Test
  void shouldCarryRequestsAndCancellationsOverKafka() {
    var whole = new TrainingTask("faces", "compact", 60, 3, Optional.of("votes.csv"));
    var gentle = whole.withRate(1e-3);
    var least = new TrainingTask("faces.tar.gz", "tiny", 0, 0, Optional.empty());

    for (TrainingOrder order :
        new TrainingOrder[] {
          new TrainingRequest("t-1", whole, NOON, "ada"),
          new TrainingRequest("t-2", least, NOON, ""),
          new TrainingRequest("t-3", gentle, NOON, "ada"),
          new TrainingCancellation("t-1", NOON, "bob")
        }) {
      assertThat(roundTrip(Topics.TRAINING_REQUESTS, order)).isEqualTo(order);
    }
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void shouldCarryProgressOfEveryState(State state) {
    var measured = new Epoch(4, 1.25, 0.5, OptionalDouble.of(0), OptionalDouble.of(0.75), 1e-3);
    var progress = new TrainingProgress("t", state, measured, true, 9, 512.5, 61, 7, "why", NOON);
    var bare = new TrainingProgress("t", state, Epoch.NONE, false, 0, 0, 0, 0, "", NOON);

    assertThat(roundTrip(Topics.TRAINING_PROGRESS, progress)).isEqualTo(progress);
    assertThat(roundTrip(Topics.TRAINING_PROGRESS, bare)).isEqualTo(bare);
  }

  @ParameterizedTest
  @EnumSource(TrainerStatus.State.class)
  void shouldCarryWhatTrainersSayOfThemselves(TrainerStatus.State state) {
    String training = state == TrainerStatus.State.TRAINING ? "t-1" : "";
    var status = new TrainerStatus("trainer-1", "attic", state, training, "/faces", NOON);

    assertThat(roundTrip(Topics.TRAINERS, status)).isEqualTo(status);
  }

  @Test
  void shouldRefuseATrainerThatTrainsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TrainerStatus(
                    "trainer-1", "attic", TrainerStatus.State.TRAINING, "", "/faces", NOON))
        .withMessage("trainer trainer-1 is TRAINING, of training ''");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../t", "a/b", ".t", "-t", "t t"})
  void shouldRefuseIdsThatAreNoFolderNames(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingCancellation(id, NOON, "ada"))
        .withMessageContaining("'%s'".formatted(id));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void shouldRefuseRatesThatNothingIsLearntAt(double rate) {
    var task = new TrainingTask("faces", "tiny", 0, 3, Optional.empty());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> task.withRate(rate))
        .withMessage("a training at rate %s: it must be above 0, up to 1".formatted(rate));
  }

  @Test
  void shouldReadARequestFromBeforeThereWereRates() {
    byte[] request = {0x0a, 8, 0x0a, 3, 't', '-', '1', 0x12, 1, 'd'};

    TrainingOrder order =
        Topics.TRAINING_REQUESTS
            .value()
            .deserializer()
            .deserialize(Topics.TRAINING_REQUESTS.name(), request);

    assertThat(order)
        .isInstanceOfSatisfying(
            TrainingRequest.class, it -> assertThat(it.task().rate()).isEmpty());
  }

  @Test
  void shouldRefuseAnOrderOfAnUnknownKind() {
    byte[] later = {(byte) 0x7a, 0};

    assertThatThrownBy(
            () ->
                Topics.TRAINING_REQUESTS
                    .value()
                    .deserializer()
                    .deserialize(Topics.TRAINING_REQUESTS.name(), later))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("no kind that is known");
  }

  @Test
  void shouldEndWithWhatWasReached() {
    var task = new TrainingTask("faces", "tiny", 9, 0, Optional.empty());
    TrainingProgress queued =
        TrainingProgress.queued(new TrainingRequest("t-1", task, NOON, "ada"));

    assertThat(queued.state().isOver()).isFalse();
    assertThat(queued.epochs()).isEqualTo(9);
    assertThat(queued.finished(4, NOON).version()).isEqualTo(4);
    assertThat(queued.failed("no such folder", NOON).reason()).isEqualTo("no such folder");
    assertThat(queued.cancelled("bob", NOON).reason()).isEqualTo("cancelled by bob");
    assertThat(queued.cancelled("bob", NOON).state().isOver()).isTrue();
  }

  private static <V> V roundTrip(Topic<?, V> topic, V value) {
    byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
    return topic.value().deserializer().deserialize(topic.name(), bytes);
  }
}
