package io.moodstream.emotionclassifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.registry.ModelChange;
import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.emotionclassifier.registry.ModelLog;
import io.moodstream.emotionclassifier.registry.ModelRecords;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.emotionclassifier.registry.ModelTransactions;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry.Publication;
import io.moodstream.testbroker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A participant of a model change is killed in the middle of it. */
class ModelKillIT {
  @TempDir private Path temp;
  private BrokerProcess broker;
  private Installation hall;

  @BeforeEach
  void start() throws Exception {
    broker = BrokerProcess.start(temp);
    hall = new Installation(broker.connection(), "hall");
  }

  @AfterEach
  void stop() {
    hall.close();
    broker.close();
  }

  @Test
  @SuppressWarnings("try") // A classifier only has to live until it is killed.
  void shouldComeBackToTheRightModelWhenAClassifierIsKilled() throws Exception {
    // Given
    Path bundle = temp.resolve("first");
    Path state = temp.resolve("state");
    int first = hall.publishChampion(TinyModel.bundle(bundle, 1));
    int second = hall.publish(TinyModel.bundle(temp.resolve("second"), 2));

    // When it is killed on the way from one model to the other
    try (var unused = ClassifierProcess.start(broker.connection(), bundle, state)) {
      hall.awaitServing(first);
      hall.models().promote(second, "ada", "better");
    }

    // Then the next one serves the other, and when that is killed while it gets ready for a
    // promotion that comes to nothing
    try (var unused = ClassifierProcess.start(broker.connection(), bundle, state)) {
      hall.awaitServing(second);
      nominate(first);
    }

    // Then the last one still does
    try (var unused = ClassifierProcess.start(broker.connection(), bundle, state)) {
      hall.awaitMoreAnswers(10);
      hall.assertAnsweredOnceBy(first, second);
    }
  }

  @Test
  void shouldNeverTakeWhatAPublisherLeftHalfWritten() throws Exception {
    // Given a model of several chunks
    int before = hall.publish(TinyModel.bundle(temp.resolve("before"), 1));
    Path large = temp.resolve("large");
    var unused = largeBundle(large);

    // When its publisher is killed after the first of them
    List<String> written = new ArrayList<>();
    try (Consumer<byte[], byte[]> spy = uncommittedModels(broker.connection());
        var publisher =
            PublisherProcess.start(broker.connection(), large, temp.resolve("publisher.log"))) {
      Installation.patiently("the first chunk")
          .failFast("it has ended", () -> !publisher.isAlive())
          .until(
              () -> {
                spy.poll(Duration.ofMillis(20))
                    .forEach(record -> written.add(new String(record.key(), UTF_8)));
                return !written.isEmpty();
              });
    }

    // Then it is not visible
    int next = before + 1;
    assertThat(written)
        .contains("%d/chunk/0".formatted(next))
        .doesNotContain("%d/manifest".formatted(next));
    assertThat(hall.models().models()).extracting(ModelManifest::version).containsExactly(before);

    // And the next publisher gets its version, and the model is whole
    ModelBundle other = TinyModel.bundle(temp.resolve("other"), 2);
    Publication published = hall.models().publish(other.toZip(), "ada");
    assertThat(published).isEqualTo(new Publication(next, other.sha256(), false));
    ModelBundle read = ModelBundle.fromZip(hall.models().zip(next), temp.resolve("read"));
    assertThat(read.sha256()).isEqualTo(other.sha256());
    ExpressionModel.load(read).close();
  }

  @Test
  void shouldComeBackToTheRightModelWhenTheBrokerIsKilled() throws Exception {
    // Given
    Path bundle = temp.resolve("first");
    int first = hall.publishChampion(TinyModel.bundle(bundle, 1));
    int second = hall.publish(TinyModel.bundle(temp.resolve("second"), 2));
    var unused = hall.startClassifier(temp.resolve("state"), bundle, Installation.PATIENT);
    hall.awaitServing(first);

    // When it is killed in the middle of a promotion
    CompletableFuture<Boolean> promotion =
        CompletableFuture.runAsync(() -> hall.models().promote(second, "ada", "better"))
            .handle((done, failure) -> failure == null);
    try (ModelRepository observer = new ModelRepository(broker.connection())) {
      Installation.patiently("the promotion has begun")
          .until(() -> promotion.isDone() || observer.aliases().containsKey(ModelAlias.CANDIDATE));
    }
    broker.kill();
    broker.startAgain();

    // Then the champion serves, whether or not it came to the promotion
    boolean promoted = promotion.get(1, TimeUnit.MINUTES);
    int champion = hall.champion();
    assertThat(champion).isEqualTo(promoted ? second : first);
    hall.awaitServing(champion);

    // And can be changed as ever
    int other = promoted ? first : second;
    hall.models().promote(other, "ada", "after all");
    hall.awaitServing(other);
    assertThat(hall.assertAnsweredOnce().values())
        .allSatisfy(
            served ->
                assertThat(served)
                    .isEqualTo(promoted ? List.of(first, second, first) : List.of(first, second)));
  }

  /** The first step of a promotion by a process that never makes the second. */
  private void nominate(int version) throws InterruptedException {
    KafkaConnection kafka = broker.connection();
    var request = new Request("bob", Instant.now(), "interrupted");
    try (ModelLog log = new ModelLog(kafka)) {
      var unused =
          new ModelTransactions(kafka)
              .write(log, c -> ModelChange.nominate(c, version, request, Duration.ofMinutes(1)));
    }
  }

  private static ModelBundle largeBundle(Path folder) {
    byte[] noise = new byte[5 * ModelRecords.CHUNK_BYTES];
    new Random(1).nextBytes(noise);
    try (TinyModel tiny = new TinyModel(3)) {
      return ModelBundle.write(
          folder,
          tiny.saved(),
          TinyModel.card(tiny.saved()),
          tiny.reference(),
          Map.of("noise.png", noise));
    }
  }

  /** From now on, whether or not it is ever committed. */
  private static Consumer<byte[], byte[]> uncommittedModels(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put("enable.auto.commit", false);
    var deserializer = new ByteArrayDeserializer();
    var consumer = new KafkaConsumer<>(properties, deserializer, deserializer);
    List<TopicPartition> models = List.of(new TopicPartition(Topics.MODELS.name(), 0));
    consumer.assign(models);
    consumer.seekToEnd(models);
    models.forEach(consumer::position);
    return consumer;
  }
}
