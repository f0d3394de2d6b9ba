package io.moodstream.allinone.broker;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Leaves no picture of anybody in the folder of a broker that ends. Kafka deletes old frames and
 * faces only while it runs, so the last minutes would stay until the next start, if there is one.
 *
 * <p>While the broker still runs it deletes the records ({@link #forget}); offsets stay, so
 * everybody goes on where they stopped. When its process has ended, the files that hold the records
 * are deleted ({@link #deleteFiles}): a partition without any begins at its noted start.
 */
final class FrameErasure {
  private static final Set<String> TOPICS = Set.of(Topics.FRAMES.name(), Topics.FACES.name());
  private static final String LIMIT_MILLIS = "5000";

  /** Of the partitions that were emptied. */
  private final Map<TopicPartition, Long> starts;

  private FrameErasure(Map<TopicPartition, Long> starts) {
    this.starts = Map.copyOf(starts);
  }

  /** To be called when no stage reads frames or faces any more. */
  static FrameErasure forget(KafkaConnection kafka)
      throws InterruptedException, ExecutionException {
    Map<String, String> client = new HashMap<>(kafka.properties());
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
    try (Admin admin = new KafkaConnection(kafka.bootstrapServers(), client).admin()) {
      Map<TopicPartition, RecordsToDelete> everything = new HashMap<>();
      for (TopicPartition partition : partitions(admin)) {
        // -1: to the end.
        everything.put(partition, RecordsToDelete.beforeOffset(-1));
      }
      Map<TopicPartition, Long> starts = new HashMap<>();
      for (var deleted : admin.deleteRecords(everything).lowWatermarks().entrySet()) {
        starts.put(deleted.getKey(), deleted.getValue().get().lowWatermark());
      }
      return new FrameErasure(starts);
    }
  }

  private static Set<TopicPartition> partitions(Admin admin)
      throws InterruptedException, ExecutionException {
    Set<String> present = new HashSet<>(admin.listTopics().names().get());
    present.retainAll(TOPICS);
    Set<TopicPartition> partitions = new HashSet<>();
    for (TopicDescription topic : admin.describeTopics(present).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    return partitions;
  }

  /**
   * To be called when the broker's process has ended. Where it has not noted the new start, it was
   * killed: the files stay, and it deletes them itself when it runs again.
   *
   * @param data the broker's log directory
   */
  void deleteFiles(Path data) throws IOException {
    Map<TopicPartition, Long> noted = notedStarts(data);
    for (var start : starts.entrySet()) {
      Path folder = data.resolve(start.getKey().toString());
      // Those that Kafka had already deleted, but for a delay.
      deleteMatching(folder, "*.deleted");
      if (start.getValue().equals(noted.get(start.getKey()))) {
        // The segments, named by their first offset in 20 digits, with all that belongs to them.
        deleteMatching(folder, "[0-9]*");
      }
    }
  }

  /** A version, a count, then a line {@code topic partition offset} for each partition. */
  private static Map<TopicPartition, Long> notedStarts(Path data) throws IOException {
    Map<TopicPartition, Long> noted = new HashMap<>();
    for (String line : Files.readAllLines(data.resolve("log-start-offset-checkpoint"))) {
      String[] words = line.split(" ", -1);
      if (words.length == 3) {
        var partition = new TopicPartition(words[0], Integer.parseInt(words[1]));
        noted.put(partition, Long.parseLong(words[2]));
      }
    }
    return noted;
  }

  private static void deleteMatching(Path folder, String names) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
