package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.CameraId;
import io.moodstream.pipeline.CameraStatus;
import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final CameraStatus STATUS =
      new CameraStatus(
          new CameraId("hall"),
          "synthetic:1",
          CameraStatus.State.RUNNING,
          "",
          true,
          Instant.ofEpochMilli(1_000));

  @Test
  void shouldCreateAllTopicsAndKeepWhatWasWrittenThroughAKill(@TempDir Path folder)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      createTopics(broker.connection());
      assertThat(topicsOf(broker.connection()))
          .containsAll(Topics.ALL.stream().map(topic -> topic.name()).toList());
      write(broker.connection());

      broker.process().destroyForcibly().waitFor();
    }

    Process process;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty())) {
      process = broker.process();
      createTopics(broker.connection());

      assertThat(read(broker.connection())).containsExactly(STATUS);
    }
    assertThat(process.isAlive()).as("it ends when it is closed").isFalse();
  }

  @Test
  void shouldSayWhyItDidNotStart(@TempDir Path folder) {
    var unusable = Optional.of(new HostPort("192.0.2.1", 9092));

    assertThatThrownBy(() -> EmbeddedBroker.start(folder, unusable))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("Kafka cannot listen on 192.0.2.1:9092");
  }

  private static void createTopics(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      Topics.createMissing(admin, (short) 1);
    }
  }

  private static List<String> topicsOf(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      return List.copyOf(admin.listTopics().names().get());
    }
  }

  private static void write(KafkaConnection kafka) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.CAMERAS.key().serializer(),
            Topics.CAMERAS.value().serializer())) {
      producer.send(new ProducerRecord<>(Topics.CAMERAS.name(), STATUS.camera(), STATUS)).get();
    }
  }

  private static List<CameraStatus> read(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put("auto.offset.reset", "earliest");
    var partition = new TopicPartition(Topics.CAMERAS.name(), 0);
    try (var consumer =
        new KafkaConsumer<>(
            properties,
            Topics.CAMERAS.key().deserializer(),
            Topics.CAMERAS.value().deserializer())) {
      consumer.assign(List.of(partition));
      var end = consumer.endOffsets(List.of(partition)).get(partition);
      var found = new ArrayList<CameraStatus>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
      }
      return found;
    }
  }
}
