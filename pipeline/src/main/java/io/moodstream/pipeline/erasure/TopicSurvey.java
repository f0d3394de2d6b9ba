package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics wholly, records of open and aborted transactions included, and finds those of a
 * camera.
 */
final class TopicSurvey implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicSurvey.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final ErasureRequest request;

  /** From these offsets on, windows that still run hold nothing of the range. */
  private final Map<TopicPartition, Long> renewedFrom;

  TopicSurvey(
      KafkaConnection kafka, ErasureRequest request, Map<TopicPartition, Long> renewedFrom) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    var bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(properties, bytes, bytes);
    this.request = request;
    this.renewedFrom = Map.copyOf(renewedFrom);
  }

  /** By the topics' names, in their order. */
  Map<String, Finding> read(Collection<CameraTopic> topics) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    topics.forEach(topic -> findings.put(topic.name(), read(topic)));
    return findings;
  }

  private Finding read(CameraTopic topic) {
    var finding = new Finding(topic);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream()
        .anyMatch(part -> consumer.position(part) < Objects.requireNonNull(ends.get(part)))) {
      consumer.poll(POLL).forEach(record -> sort(record, finding));
    }
    return finding;
  }

  private void sort(ConsumerRecord<byte[], byte[]> record, Finding finding) {
    CameraTopic topic = finding.topic();
    try {
      boolean comesAgain = topic.mayComeAgain(request, record);
      if (topic.concerns(request, record) && !(comesAgain && isRenewed(record))) {
        finding.add(record, comesAgain);
        return;
      }
    } catch (SerializationException | IllegalArgumentException e) {
      log.debug("{}-{}@{} is unreadable", record.topic(), record.partition(), record.offset(), e);
    }
    finding.pass(record);
  }

  private boolean isRenewed(ConsumerRecord<byte[], byte[]> record) {
    Long from = renewedFrom.get(new TopicPartition(record.topic(), record.partition()));
    return from != null && record.offset() >= from;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
