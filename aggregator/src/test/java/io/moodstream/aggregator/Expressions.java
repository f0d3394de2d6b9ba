package io.moodstream.aggregator;

import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes expressions to a broker and reads what becomes of them. */
final class Expressions implements AutoCloseable {
  private final KafkaConnection kafka;
  private final KafkaProducer<CameraId, FrameExpressions> producer;

  Expressions(KafkaConnection kafka) {
    this.kafka = kafka;
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.EXPRESSIONS.key().serializer(),
            Topics.EXPRESSIONS.value().serializer());
  }

  void send(List<FrameExpressions> frames) throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> written = new ArrayList<>();
    for (FrameExpressions frame : frames) {
      written.add(producer.send(record(frame)));
    }
    for (Future<RecordMetadata> record : written) {
      record.get();
    }
  }

  private static ProducerRecord<CameraId, FrameExpressions> record(FrameExpressions frame) {
    return new ProducerRecord<>(
        Topics.EXPRESSIONS.name(),
        null,
        frame.frame().capturedAt().toEpochMilli(),
        frame.frame().camera(),
        frame);
  }

  /** The last committed record of every key, with the partition that it came from. */
  Map<SummaryKey, ConsumerRecord<SummaryKey, Summary>> summaries() {
    return last(Topics.SUMMARIES);
  }

  /** Likewise. */
  Map<CameraId, ConsumerRecord<CameraId, Drift>> drift() {
    return last(Topics.DRIFT);
  }

  private <K, V> Map<K, ConsumerRecord<K, V>> last(Topic<K, V> topic) {
    Properties properties = kafka.clientProperties();
    properties.put("isolation.level", "read_committed");
    Map<K, ConsumerRecord<K, V>> last = new HashMap<>();
    try (var consumer =
        new KafkaConsumer<>(properties, topic.key().deserializer(), topic.value().deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> last.put(record.key(), record));
      }
    }
    return last;
  }

  @Override
  public void close() {
    producer.close();
  }
}
