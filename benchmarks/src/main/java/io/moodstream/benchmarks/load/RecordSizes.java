package io.moodstream.benchmarks.load;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What a record of each topic takes on the brokers' disks: the topic's size by its offsets. */
final class RecordSizes {
  static final List<Topic<?, ?>> TOPICS =
      List.of(Topics.FRAMES, Topics.FACES, Topics.EXPRESSIONS, Topics.SUMMARIES);

  private RecordSizes() {}

  /** By topic, bytes; a topic without records is left out. */
  static Map<String, Double> of(KafkaConnection kafka) throws IOException, InterruptedException {
    try (Admin admin = kafka.admin()) {
      Map<TopicPartition, Long> bytes = new LinkedHashMap<>();
      for (Map<String, LogDirDescription> folders :
          admin.describeLogDirs(List.of(1)).allDescriptions().get().values()) {
        folders.values().stream()
            .flatMap(folder -> folder.replicaInfos().entrySet().stream())
            .forEach(replica -> bytes.put(replica.getKey(), replica.getValue().size()));
      }
      Map<String, Double> sizes = new LinkedHashMap<>();
      for (Topic<?, ?> topic : TOPICS) {
        List<TopicPartition> partitions =
            bytes.keySet().stream()
                .filter(partition -> partition.topic().equals(topic.name()))
                .toList();
        long records =
            offsets(admin, partitions, OffsetSpec.latest())
                - offsets(admin, partitions, OffsetSpec.earliest());
        if (records > 0) {
          sizes.put(topic.name(), (double) sum(partitions, bytes::get) / records);
        }
      }
      return sizes;
    } catch (ExecutionException e) {
      throw new IOException("the broker does not describe its topics: " + e.getMessage(), e);
    }
  }

  private static long offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new LinkedHashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    return admin.listOffsets(wanted).all().get().values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  private static long sum(List<TopicPartition> partitions, ToLongFunction<TopicPartition> value) {
    return partitions.stream().mapToLong(value).sum();
  }
}
