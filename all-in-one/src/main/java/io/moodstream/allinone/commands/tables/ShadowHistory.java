package io.moodstream.allinone.commands.tables;

import io.moodstream.allinone.Failure;
import io.moodstream.dashboard.models.ShadowTally;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ShadowComparison;
import io.moodstream.pipeline.stage.RecordGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What champion and challenger have analysed side by side up to now. */
public final class ShadowHistory {
  private static final Logger log = LoggerFactory.getLogger(ShadowHistory.class);
  private static final String TOPIC = Topics.SHADOW.name();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ShadowHistory() {}

  /** Adds all comparisons since the tally's beginning. */
  public static void addTo(ShadowTally tally, KafkaConnection kafka) {
    RecordGuard guard = RecordGuard.of(log);
    try (Consumer<byte[], byte[]> consumer = consumer(kafka)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, partitions, tally.since());
      Instant deadline = Instant.now().plus(LIMIT);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (Instant.now().isAfter(deadline)) {
          throw new Failure("the comparisons could not be read within " + LIMIT.toSeconds() + " s");
        }
        consumer
            .poll(POLL)
            .forEach(
                record ->
                    guard.read(record, read -> comparison(read.value()).ifPresent(tally::add)));
      }
    }
  }

  private static void seek(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant since) {
    consumer.seekToEnd(partitions);
    consumer
        .offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> since.toEpochMilli())))
        .forEach(
            (partition, found) -> {
              // Nothing is found where nothing was written since.
              if (found != null) {
                consumer.seek(partition, found.offset());
              }
            });
  }

  private static Optional<ShadowComparison> comparison(byte @Nullable [] value) {
    return Optional.ofNullable(Topics.SHADOW.value().deserializer().deserialize(TOPIC, value));
  }

  private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(properties, bytes, bytes);
  }
}
