package io.moodstream.allinone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.cameraproducer.CameraPlan;
import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.KafkaStage;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import io.moodstream.testbroker.BrokerProcess;
import io.moodstream.testbroker.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaStageIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Topics of plain bytes, with one partition. */
  private static final Topic<byte[], byte[]> RECORDS = Topics.CLASSIFIER_DEAD_LETTERS;

  private static final Topic<byte[], byte[]> COPIES = Topics.DETECTOR_DEAD_LETTERS;
  private static final Topic<byte[], byte[]> COPIES_ONCE = Topics.AGGREGATOR_DEAD_LETTERS;
  private static final byte[] BEFORE = "before".getBytes(UTF_8);
  private static final byte[] AFTER = "after".getBytes(UTF_8);

  /** Longer than all of these together. */
  private static final Duration OUTAGE = Duration.ofSeconds(12);

  private static final Map<String, String> IMPATIENT =
      Map.of(
          "request.timeout.ms", "500",
          "default.api.timeout.ms", "1000",
          "delivery.timeout.ms", "1500",
          "max.block.ms", "1000",
          "transaction.timeout.ms", "3000",
          "max.poll.interval.ms", "3000",
          "metadata.recovery.rebootstrap.trigger.ms", "2000");

  @TempDir private Path folder;

  @Test
  void shouldWaitForAKafkaThatComesLater() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder)) {
      // given
      broker.kill();
      try (var stage =
          new KafkaStage(
              KafkaUser.CAMERA_PRODUCER,
              broker.connection(),
              TopicLayout.replicated((short) 1),
              () ->
                  CameraProducer.stage(
                      broker.connection(),
                      new SimpleMeterRegistry(),
                      CameraPlan.of(List.of(CameraSettings.parse("demo=synthetic")))))) {
        // when
        stage.start();

        // then
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    stage
                        .kafkaHealth()
                        .checks()
                        .get(0)
                        .detail()
                        .startsWith("waiting for Kafka: no Kafka at 127.0.0.1:"));
        assertThat(stage.health().status()).isEqualTo(Health.Status.STARTING);
        assertThat(stage.stage()).isEmpty();

        // when
        broker.startAgain();

        // then
        await().atMost(LIMIT).until(() -> stage.health().status() == Health.Status.UP);
        assertThat(stage.health().checks())
            .extracting(Health.Check::name)
            .containsExactly("kafka", "camera-producer");
      }
    }
  }

  @Test
  void shouldWaitForTheOtherBrokersOfACluster() throws Exception {
    // given one broker, without topics, of a cluster of three
    try (TestBroker broker = TestBroker.secured(folder, List.of());
        var stage =
            new KafkaStage(
                KafkaUser.FACE_DETECTOR,
                broker.connectionAs("admin"),
                TopicLayout.replicated((short) 3),
                () -> {
                  throw new AssertionError("a stage was made before its topics");
                })) {
      // when
      stage.start();

      // then
      await()
          .atMost(LIMIT)
          .until(() -> lastDetail(stage).contains("replication factor of 3 cannot be reached"));
      assertThat(stage.health().status()).isEqualTo(Health.Status.STARTING);
    }
  }

  private static String lastDetail(KafkaStage stage) {
    List<Health.Check> checks = stage.health().checks();
    return checks.get(checks.size() - 1).detail();
  }

  /**
   * An hour without Kafka, with every time limit of Kafka's clients a hundredth of its default;
   * with {@code task.timeout.ms} as short, both stages end.
   */
  @Test
  void shouldLiveThroughAnOutageThatIsLongerThanAnyCallWaits() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder)) {
      // given two stages that have read a record and not committed it
      var properties = new HashMap<>(broker.connection().properties());
      properties.putAll(IMPATIENT);
      var kafka = new KafkaConnection(broker.connection().bootstrapServers(), properties);
      var outage = new Outage();
      try (StreamsStage atLeastOnce = copy("copy", kafka, COPIES, outage, false);
          StreamsStage exactlyOnce = copy("copy-once", kafka, COPIES_ONCE, outage, true);
          Producer<byte[], byte[]> records = producer(kafka)) {
        List<StreamsStage> stages = List.of(atLeastOnce, exactlyOnce);
        stages.forEach(StreamsStage::start);
        await().atMost(LIMIT).until(() -> stages.stream().allMatch(KafkaStageIT::isUp));
        records.send(new ProducerRecord<>(RECORDS.name(), BEFORE)).get();
        outage.awaitReaders();

        // when
        broker.kill();
        outage.begin();

        // then
        await()
            .during(OUTAGE)
            .atMost(LIMIT)
            .until(() -> stages.stream().noneMatch(KafkaStageIT::isDown));

        // when
        broker.startAgain();
        records.send(new ProducerRecord<>(RECORDS.name(), AFTER)).get();

        // then
        try (var once = new TopicContents<>(kafka, COPIES_ONCE);
            var copies = new TopicContents<>(kafka, COPIES)) {
          await().atMost(LIMIT).until(() -> texts(once).contains("after"));
          assertThat(texts(once)).containsExactlyInAnyOrder("before", "after");
          await().atMost(LIMIT).until(() -> texts(copies).contains("after"));
          assertThat(texts(copies)).contains("before");
        }
        assertThat(stages).allMatch(KafkaStageIT::isUp);
      }
    }
  }

  /** Two readers hold a record until Kafka is away. */
  private static final class Outage {
    private final CountDownLatch reading = new CountDownLatch(2);
    private final CountDownLatch begun = new CountDownLatch(1);

    void onRecord() {
      reading.countDown();
      try {
        begun.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void awaitReaders() throws InterruptedException {
      assertThat(reading.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    void begin() {
      begun.countDown();
    }
  }

  private StreamsStage copy(
      String name, KafkaConnection kafka, Topic<?, ?> to, Outage outage, boolean exactlyOnce) {
    var builder = new StreamsBuilder();
    builder.stream(RECORDS.name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .peek((key, value) -> outage.onRecord())
        .to(to.name(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Path state = folder.resolve(name);
    return new StreamsStage(
        name,
        kafka,
        exactlyOnce ? StreamsSettings.exactlyOnce(1, state) : StreamsSettings.atLeastOnce(1, state),
        builder.build(),
        Topics.DETECTOR_DEAD_LETTERS,
        new SimpleMeterRegistry(),
        () -> {});
  }

  private static Producer<byte[], byte[]> producer(KafkaConnection kafka) {
    return new KafkaProducer<>(
        kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<String> texts(TopicContents<byte[], byte[]> contents) {
    return contents.upToNow().stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  private static boolean isUp(StreamsStage stage) {
    return stage.health().status() == Health.Status.UP;
  }

  private static boolean isDown(StreamsStage stage) {
    return stage.health().status() == Health.Status.DOWN;
  }
}
