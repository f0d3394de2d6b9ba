package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.erasure.CameraTopic.Removal;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.TopicReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Finds the records that the aggregator has written behind what an erasure has changed. */
final class BoundarySearch {
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
    try (TopicReader reader = TopicReader.of(kafka, IsolationLevel.READ_UNCOMMITTED)) {
      for (TopicPartition each : partitions) {
        if (reader.partitionsOf(each.topic()).contains(each)) {
          search(reader, each, markedAt).ifPresent(offset -> found.put(each, offset));
        }
      }
    }
    return found;
  }

  private static OptionalLong search(
      TopicReader reader, TopicPartition partition, Instant markedAt) {
    reader.readFromBeginning(List.of(partition));
    var found = new long[] {-1};
    reader.catchUp(
        record -> {
          if (Traces.isBoundary(record, markedAt)) {
            found[0] = record.offset();
          }
        });
    return found[0] < 0 ? OptionalLong.empty() : OptionalLong.of(found[0] + 1);
  }
}
