package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The steps of an erasure, which are repeated until nothing is left. */
final class ErasureRound {
  /** Long enough for the next record to begin a segment. */
  private static final Duration PAUSE = Duration.ofMillis(TemporarySettings.SEGMENT_MILLIS + 100);

  private final KafkaConnection kafka;
  private final Admin admin;
  private final ErasureRequest request;
  private final Instant limit;
  private final StageReaders readers;

  /** Partitions in which the camera's keys have been replaced already, with these keys. */
  private final Map<TopicPartition, Set<ByteBuffer>> replaced = new HashMap<>();

  ErasureRound(KafkaConnection kafka, Admin admin, ErasureRequest request, Instant limit) {
    this.kafka = kafka;
    this.admin = admin;
    this.request = request;
    this.limit = limit;
    this.readers = new StageReaders(admin);
  }

  /** Whether frames of the range have been processed, or wait for it, since the last mark. */
  static boolean needsMark(Map<String, Finding> findings) {
    return findings.values().stream()
        .filter(
            finding ->
                finding.topic().reader().isPresent()
                    || finding.topic().name().equals(KafkaUser.AGGREGATOR.changelog("tallies")))
        .anyMatch(Finding::hasValues);
  }

  /**
   * Lets the stages remove what they remember, and returns when they have.
   *
   * @return the offsets from which on windows that still run hold nothing of the range
   */
  Map<TopicPartition, Long> mark() throws InterruptedException, ExecutionException {
    Instant now = Instant.ofEpochMilli(Instant.now().toEpochMilli());
    try (var producer = new ErasureProducer(kafka)) {
      await(KafkaUser.EMOTION_CLASSIFIER, producer.mark(Topics.FACES.name(), request, now));
      RecordMetadata mark = producer.mark(Topics.EXPRESSIONS.name(), request, now);
      await(KafkaUser.AGGREGATOR, mark);
      return new BoundarySearch(kafka, admin).find(mark.partition(), now);
    }
  }

  private void await(KafkaUser stage, RecordMetadata mark)
      throws InterruptedException, ExecutionException {
    var partition = new TopicPartition(mark.topic(), mark.partition());
    readers.await(stage, partition, mark.offset(), limit);
  }

  /**
   * @param others takes for each topic how many records of other cameras went too
   */
  void remove(Map<String, Finding> findings, Map<String, Long> others)
      throws InterruptedException, ExecutionException {
    for (Finding finding : findings.values()) {
      if (!finding.isEmpty()) {
        remove(finding, others);
      }
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    endSegments(findings);
  }

  private void remove(Finding finding, Map<String, Long> others)
      throws InterruptedException, ExecutionException {
    switch (finding.topic().removal()) {
      case DELETE_BEFORE -> {
        deleteBefore(finding);
        others.merge(finding.topic().name(), finding.othersBefore(), Long::sum);
      }
      case REWRITE -> {
        for (var part : finding.parts().entrySet()) {
          new PartitionRewrite(kafka, partition(finding, part.getKey()))
              .copyBefore(
                  part.getValue().lastOffset(),
                  record -> finding.topic().concerns(request, record));
        }
        deleteBefore(finding);
      }
      case COMPACT -> replace(finding);
    }
  }

  private void deleteBefore(Finding finding) throws InterruptedException, ExecutionException {
    Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
    for (var part : finding.parts().entrySet()) {
      TopicPartition partition = partition(finding, part.getKey());
      long offset = part.getValue().lastOffset() + 1;
      deleted.put(
          partition, RecordsToDelete.beforeOffset(read(finding.topic(), partition, offset)));
    }
    admin.deleteRecords(deleted).all().get();
  }

  /** At most up to where the stage that reads the topic has come: it must miss no other camera. */
  private long read(CameraTopic topic, TopicPartition partition, long offset)
      throws InterruptedException, ExecutionException {
    if (topic.reader().isEmpty() || !readers.runs(topic.reader().get())) {
      return offset;
    }
    OptionalLong position = readers.position(topic.reader().get(), partition);
    return Math.min(offset, position.orElse(offset));
  }

  private void replace(Finding finding) throws InterruptedException, ExecutionException {
    try (var producer = new ErasureProducer(kafka)) {
      for (var part : finding.parts().entrySet()) {
        TopicPartition partition = partition(finding, part.getKey());
        Set<ByteBuffer> known = replaced.computeIfAbsent(partition, any -> new HashSet<>());
        List<ByteBuffer> fresh = new ArrayList<>(part.getValue().replaceable());
        fresh.removeIf(key -> !known.add(key));
        producer.tombstones(partition, fresh);
      }
    }
  }

  /** Kafka cleans whole segments, and never the one that it writes to. */
  private void endSegments(Map<String, Finding> findings)
      throws InterruptedException, ExecutionException {
    try (var producer = new ErasureProducer(kafka)) {
      for (Finding finding : findings.values()) {
        Optional<Function<Instant, byte[]>> key = finding.topic().keyOfNone();
        for (int part : key.isPresent() ? finding.parts().keySet() : Set.<Integer>of()) {
          producer.nudge(partition(finding, part), key.get().apply(Instant.now()));
        }
      }
    }
  }

  private static TopicPartition partition(Finding finding, int number) {
    return new TopicPartition(finding.topic().name(), number);
  }
}
