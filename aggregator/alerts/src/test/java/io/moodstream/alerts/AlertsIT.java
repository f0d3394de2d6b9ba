package io.moodstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.alerts.delivery.ChannelDelivery.Retries;
import io.moodstream.alerts.delivery.Receiver;
import io.moodstream.alerts.evaluation.Windows;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import io.moodstream.testbroker.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a summary on a real broker to a webhook's receiver. */
class AlertsIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Retries QUICK =
      new Retries(3, Duration.ofMillis(50), Duration.ofMillis(500));
  private static final CameraId HALL = Windows.HALL;

  @TempDir Path folder;

  @Test
  void shouldDeliverWhatTheFileAsksForAndKeepWhatCannotBeDelivered() throws Exception {
    try (TestBroker broker = TestBroker.start(folder);
        Receiver good = Receiver.answering(503);
        Receiver broken = Receiver.answering(500, 500, 500, 500, 500, 500, 500, 500, 500)) {
      createTopics(broker.connection());
      Path file = folder.resolve("alerts.yaml");
      Files.writeString(
          file,
          """
          rules: [{id: sad, metric: sad, above: 0.4, for: 10s}]
          channels:
            - {name: good, webhook: '%s', secret: geheim}
            - {name: broken, webhook: '%s'}
          """
              .formatted(good.url(), broken.url()));
      var settings = AlertsSettings.defaults().withFile(file).withRetries(QUICK);
      try (AlertsStage stage =
          Alerts.stage(
              broker.connection(), new SimpleMeterRegistry(), settings, folder.resolve("state"))) {
        stage.start();
        await().atMost(LIMIT).until(() -> rules(broker.connection()) == 1);
        await().atMost(LIMIT).until(() -> stage.health().isReady());

        // when
        send(broker.connection(), 0.9, 0.9, 0.1, 0.1);

        // then: after a refusal the same event again, and the end of the alert
        await().atMost(LIMIT).until(() -> good.requests().size() == 3);
        assertThat(good.requests())
            .extracting(request -> request.headers().get("webhook-id").replaceAll(".*-", ""))
            .containsExactly("started", "started", "ended");
        assertThat(good.requests().get(1).body()).isEqualTo(good.requests().get(0).body());

        // and the other channel gives up each of them after three attempts
        await().atMost(LIMIT).until(() -> deadLetters(broker.connection()) == 2);
        assertThat(broken.requests()).hasSize(6);
        assertThat(stage.health().checks())
            .filteredOn(check -> check.status() == Health.Status.DEGRADED)
            .extracting(Health.Check::name, Health.Check::detail)
            .containsExactly(tuple("alert channel broken", "127.0.0.1 answers 500"));

        // and a change of the file that is invalid changes nothing but the health
        Files.writeString(file, "rules: [{id: sad}]");
        await()
            .atMost(LIMIT)
            .until(
                () -> stage.health().toJson().contains("rules[0] sad: metric: a text is needed"));
        assertThat(rules(broker.connection())).isEqualTo(1);
      }
    }
  }

  private static void createTopics(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      Topics.createMissing(admin, (short) 1);
    }
  }

  /** Windows of the last half minute, so that they are neither lost nor expired. */
  private static void send(KafkaConnection kafka, double... shares) {
    Instant first = Step.TEN_SECONDS.windowStart(Instant.now()).minusSeconds(10L * shares.length);
    try (Producer<SummaryKey, Summary> producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.SUMMARIES.key().serializer(),
            Topics.SUMMARIES.value().serializer())) {
      for (int i = 0; i < shares.length; i++) {
        Summary window = at(first.plusSeconds(10L * i), shares[i]);
        var unused =
            producer.send(
                new ProducerRecord<>(Topics.SUMMARIES.name(), 0, SummaryKey.of(window), window));
      }
    }
  }

  private static Summary at(Instant from, double share) {
    Summary sample = Windows.sad(HALL, 0, share);
    FaceStatistics faces = sample.faces();
    return new Summary(HALL, Step.TEN_SECONDS, from, false, sample.coverage(), faces, 0, false);
  }

  private static long rules(KafkaConnection kafka) {
    return end(kafka, Topics.ALERT_RULES.name());
  }

  private static long deadLetters(KafkaConnection kafka) {
    return end(kafka, Topics.ALERTS_DEAD_LETTERS.name());
  }

  private static long end(KafkaConnection kafka, String topic) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (var consumer =
        new KafkaConsumer<>(
            properties,
            Topics.ALERTS_DEAD_LETTERS.key().deserializer(),
            Topics.ALERTS_DEAD_LETTERS.value().deserializer())) {
      var partition = new TopicPartition(topic, 0);
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }
}
