package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.erasure.CameraTopic.Removal;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds the records that the aggregator has written behind what an erasure has changed. */
final class BoundarySearch {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection kafka;
  private final Admin admin;

  BoundarySearch(KafkaConnection kafka, Admin admin) {
    this.kafka = kafka;
    this.admin = admin;
  }

  /**
   * @param partition the camera's, the same in all topics
   * @param markedAt the time of the mark, which the aggregator's records have too
   */
  Map<TopicPartition, Long> find(int partition, Instant markedAt)
      throws InterruptedException, ExecutionException {
    Set<String> names = admin.listTopics().names().get();
    List<TopicPartition> partitions =
        CameraTopic.all().stream()
            .filter(topic -> topic.removal() == Removal.COMPACT && names.contains(topic.name()))
            .map(topic -> new TopicPartition(topic.name(), partition))
            .toList();
    Map<TopicPartition, Long> found = new HashMap<>();
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    var bytes = new ByteArrayDeserializer();
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      for (TopicPartition each : partitions) {
        if (consumer.partitionsFor(each.topic()).size() > partition) {
          search(consumer, each, markedAt).ifPresent(offset -> found.put(each, offset));
        }
      }
    }
    return found;
  }

  private static OptionalLong search(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, Instant markedAt) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    var found = new long[] {-1};
    while (consumer.position(partition) < end) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                if (Traces.isBoundary(record, markedAt)) {
                  found[0] = record.offset();
                }
              });
    }
    return found[0] < 0 ? OptionalLong.empty() : OptionalLong.of(found[0] + 1);
  }
}
