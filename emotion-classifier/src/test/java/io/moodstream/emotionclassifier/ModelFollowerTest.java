package io.moodstream.emotionclassifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.registry.MockKafka;
import io.moodstream.emotionclassifier.registry.ModelChange;
import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.emotionclassifier.registry.ModelRecords;
import io.moodstream.emotionclassifier.registry.ModelTopics;
import io.moodstream.emotionclassifier.registry.ModelTransactions;
import io.moodstream.emotionclassifier.serving.Prediction;
import io.moodstream.emotionclassifier.serving.Shadow;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFollowerTest {
  private static final Request ADA = new Request("ada", Instant.EPOCH, "because");
  private static final List<Pixels> FACES = List.of(TinyModel.face(1), TinyModel.face(2));

  @TempDir private Path temp;

  private final ModelTopics topics = new ModelTopics();
  private final MockKafka kafka = new MockKafka(topics);
  private final MockProducer<String, ClassifierStatus> heartbeats =
      new MockProducer<>(
          true,
          null,
          Topics.CLASSIFIERS.key().serializer(),
          Topics.CLASSIFIERS.value().serializer());
  private ModelBundle first;

  @BeforeEach
  void write() {
    first = TinyModel.bundle(temp.resolve("first"), 1);
  }

  @AfterEach
  void close() {
    heartbeats.close();
  }

  @Test
  void shouldPublishItsBundleWhereThereIsNoneAndSaySo() throws InterruptedException {
    // When
    try (ModelFollower follower = follower()) {
      follower.step();

      // Then
      assertThat(topics.read().version(ModelAlias.CHAMPION)).isEqualTo(1);
      assertThat(follower.slot().predict(FACES).orElseThrow().model()).isEqualTo(1);
      assertThat(heartbeats.history())
          .extracting(record -> record.value().state(), record -> record.value().champion())
          .containsExactly(
              tuple(ClassifierStatus.State.STARTING, 0), tuple(ClassifierStatus.State.SERVING, 1));
      follower.served().close();
    }

    // Finally it publishes that it has left.
    ProducerRecord<String, ClassifierStatus> last = last();
    assertThat(last.key()).startsWith("classifier-");
    assertThat(last.value()).isNull();
  }

  @Test
  void shouldNotStartWithAChampionThatDoesNotExist() {
    publish(1);
    publish(2);
    topics.write(catalog -> ModelChange.delete(catalog, 2, ADA));
    assign(ModelAlias.CHAMPION, 2);

    assertThatThrownBy(this::follower).hasMessage("there is no model version 2");
    assertThat(last().value()).as("unknown shall wait for it").isNull();
  }

  @Test
  void shouldStartWithTheModelBeforeAChampionThatDoesNotExist() throws InterruptedException {
    // Given
    publish(1);
    publish(2);
    topics.write(catalog -> ModelChange.delete(catalog, 2, ADA));
    assign(ModelAlias.CHAMPION, 2, List.of(1));

    // When
    try (ModelFollower follower = follower()) {
      follower.step();

      // Then
      assertThat(follower.slot().predict(FACES).orElseThrow().model()).isEqualTo(1);
      assertThat(last().value().champion()).isEqualTo(1);
      assertThat(last().value().refused())
          .containsExactly(Map.entry(2, "there is no model version 2"));
      follower.served().close();
    }
  }

  @Test
  void shouldServeOnWhenAnAliasNamesWhatDoesNotExist() throws InterruptedException {
    try (ModelFollower follower = follower()) {
      // Given one that was deleted and one that never was
      publish(2);
      topics.write(catalog -> ModelChange.delete(catalog, 2, ADA));
      assign(ModelAlias.CHAMPION, 2);
      assign(ModelAlias.CHALLENGER, 9);

      // When
      follower.step();

      // Then
      assertThat(follower.slot().predict(FACES).orElseThrow().model()).isEqualTo(1);
      assertThat(last().value().refused())
          .containsOnly(
              Map.entry(2, "there is no model version 2"),
              Map.entry(9, "there is no model version 9"));
      follower.served().close();
    }
  }

  @Test
  void shouldServeOnWhenACandidateIsDamagedOnItsWay() throws InterruptedException {
    try (ModelFollower follower = follower()) {
      // Given a chunk that was overwritten
      publish(2);
      byte[] key =
          Topics.MODELS.key().serializer().serialize(Topics.MODELS.name(), ModelKey.chunk(2, 0));
      topics.append(new ProducerRecord<>(Topics.MODELS.name(), 0, key, new byte[] {1, 2, 3}));
      byte[] manifest = ModelRecords.bytes(topics.read().model(2).manifest());
      byte[] manifestKey =
          Topics.MODELS.key().serializer().serialize(Topics.MODELS.name(), ModelKey.manifest(2));
      topics.append(new ProducerRecord<>(Topics.MODELS.name(), 0, manifestKey, manifest));
      assign(ModelAlias.CANDIDATE, 2);

      // When
      follower.step();

      // Then
      assertThat(follower.slot().predict(FACES).orElseThrow().model()).isEqualTo(1);
      assertThat(last().value().ready()).containsExactly(1);
      assertThat(last().value().refused().get(2))
          .startsWith("model bundle version 2: its chunks on Kafka make 3 bytes");
      follower.served().close();
    }
  }

  @Test
  void shouldFallBackForEverybodyWhenTheNewChampionFails() throws InterruptedException {
    try (ModelFollower follower = follower()) {
      // Given a new champion that fails on a face that its reference does not hold
      ModelBundle failing =
          TinyModel.bundle(temp.resolve("failing"), 2, TinyModel.Flaw.NOT_FACE_THREE);
      topics.write(catalog -> ModelChange.publish(catalog, failing, failing.toZip(), ADA));
      topics.write(c -> ModelChange.nominate(c, 2, ADA, Duration.ofMinutes(1)));
      topics.write(catalog -> ModelChange.promote(catalog, 2, ADA));
      follower.step();
      assertThat(follower.slot().served().version()).isEqualTo(2);

      // When
      Prediction prediction = follower.slot().predict(List.of(TinyModel.face(3))).orElseThrow();
      follower.step();

      // Then
      assertThat(prediction.model()).isEqualTo(1);
      assertThat(follower.slot().served().version()).isEqualTo(1);
      assertThat(topics.read().version(ModelAlias.CHAMPION)).isEqualTo(1);
      AuditEntry told = topics.read().audit().get(topics.read().audit().size() - 1);
      assertThat(told.action()).isEqualTo(AuditEntry.Action.FELL_BACK);
      assertThat(told.reason())
          .startsWith("version 2 failed here: a model's logit is NaN, not finite");
      assertThat(last().value().champion()).isEqualTo(1);
      follower.served().close();
    }
  }

  private ModelFollower follower() throws InterruptedException {
    var shadow = new Shadow(0, comparison -> {}, new SimpleMeterRegistry());
    return new ModelFollower(
        kafka.log(),
        new ModelTransactions(kafka::producer),
        new ClassifierHeartbeat(heartbeats, InstantSource.system()),
        FollowSettings.defaults(),
        first,
        temp.resolve("models"),
        bundle -> {},
        shadow);
  }

  private ProducerRecord<String, ClassifierStatus> last() {
    return heartbeats.history().get(heartbeats.history().size() - 1);
  }

  private void publish(long seed) {
    ModelBundle bundle = TinyModel.bundle(temp.resolve("model-" + seed), seed);
    topics.write(catalog -> ModelChange.publish(catalog, bundle, bundle.toZip(), ADA));
  }

  private void assign(ModelAlias alias, int version) {
    assign(alias, version, List.of());
  }

  private void assign(ModelAlias alias, int version, List<Integer> before) {
    var assignment = new ModelAssignment(version, before, Instant.EPOCH, "eve", "");
    String topic = Topics.MODEL_ALIASES.name();
    topics.append(
        new ProducerRecord<>(
            topic,
            0,
            Topics.MODEL_ALIASES.key().serializer().serialize(topic, alias),
            Topics.MODEL_ALIASES.value().serializer().serialize(topic, assignment)));
  }
}
