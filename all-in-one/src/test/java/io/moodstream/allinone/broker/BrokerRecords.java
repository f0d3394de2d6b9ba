package io.moodstream.allinone.broker;

import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a test writes to an embedded broker and reads back. */
final class BrokerRecords {
  static final byte[] JPEG_BEGINS = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  static final int PICTURES = 5;
  static final CameraStatus STATUS =
      new CameraStatus(
          new CameraId("hall"),
          "synthetic:1",
          CameraStatus.State.RUNNING,
          "",
          true,
          Instant.ofEpochMilli(1_000));

  private BrokerRecords() {}

  static void createTopics(KafkaConnection kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      Topics.createMissing(admin, (short) 1);
    }
  }

  static void writePictures(KafkaConnection kafka, TopicPartition partition) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.FRAMES.key().serializer(),
            Topics.FRAMES.value().serializer())) {
      for (int i = 0; i < PICTURES; i++) {
        producer
            .send(
                new ProducerRecord<>(
                    partition.topic(), partition.partition(), STATUS.camera(), JPEG_BEGINS))
            .get();
      }
    }
  }

  static void write(KafkaConnection kafka) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.CAMERAS.key().serializer(),
            Topics.CAMERAS.value().serializer())) {
      producer.send(new ProducerRecord<>(Topics.CAMERAS.name(), STATUS.camera(), STATUS)).get();
    }
  }

  static List<CameraStatus> read(KafkaConnection kafka) {
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
