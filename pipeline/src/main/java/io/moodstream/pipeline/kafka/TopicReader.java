package io.moodstream.pipeline.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads partitions without a consumer group: up to what is written by now, and on from there. For
 * one thread, except for {@link #wakeUp}.
 */
public final class TopicReader implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * A broker answers a connection's requests in turn: a request for the end waits until the last
   * fetch has waited for news.
   */
  private static final int FETCH_MILLIS = 100;

  private final Consumer<byte[], byte[]> consumer;
  private final Duration patience;
  private final InstantSource clock;

  @FunctionalInterface
  public interface Sink {
    void take(ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * @param consumer closed by this
   * @param patience how long Kafka may hand over nothing new before a call fails
   */
  public TopicReader(Consumer<byte[], byte[]> consumer, Duration patience) {
    this(consumer, patience, InstantSource.system());
  }

  TopicReader(Consumer<byte[], byte[]> consumer, Duration patience, InstantSource clock) {
    this.consumer = consumer;
    this.patience = patience;
    this.clock = clock;
  }

  public static TopicReader of(KafkaConnection kafka, IsolationLevel isolation) {
    return new TopicReader(consumer(kafka, isolation), PATIENCE);
  }

  /** A consumer without a group, which begins at the beginning and makes no topic. */
  public static Consumer<byte[], byte[]> consumer(KafkaConnection kafka, IsolationLevel isolation) {
    Properties properties = kafka.clientProperties();
    properties.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A topic that a reader makes would have none of its settings.
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(properties, bytes, bytes);
  }

  /** Empty if the topic does not exist. */
  public List<TopicPartition> partitionsOf(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  public void readFromBeginning(Collection<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  public void readFrom(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
  }

  /** From the first records that were written at this time or later. */
  public void readFrom(Collection<TopicPartition> partitions, Instant since) {
    consumer.assign(partitions);
    // Where nothing was written since, reading begins with what comes next.
    consumer.seekToEnd(partitions);
    Map<TopicPartition, OffsetAndTimestamp> found =
        new HashMap<>(
            consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(p -> p, p -> since.toEpochMilli()))));
    found.values().removeIf(Objects::isNull);
    found.forEach((partition, place) -> consumer.seek(partition, place.offset()));
  }

  /**
   * Reads what is written by now.
   *
   * @throws TimeoutException if Kafka hands over nothing for too long
   */
  public void catchUp(Sink sink) {
    readTo(consumer.endOffsets(consumer.assignment(), patience), sink);
  }

  /**
   * Reads until these offsets are reached.
   *
   * @param ends exclusive
   * @throws TimeoutException if Kafka hands over nothing for too long
   */
  public void readTo(Map<TopicPartition, Long> ends, Sink sink) {
    Instant deadline = clock.instant().plus(patience);
    List<Long> reached = positions(ends.keySet());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(POLL, sink);
      List<Long> now = positions(ends.keySet());
      if (!now.equals(reached)) {
        reached = now;
        deadline = clock.instant().plus(patience);
      } else if (clock.instant().isAfter(deadline)) {
        throw new TimeoutException(
            "Kafka has handed over nothing of %s for %d s"
                .formatted(topics(ends.keySet()), patience.toSeconds()));
      }
    }
  }

  /** Waits for news at most {@code wait}. */
  public void poll(Duration wait, Sink sink) {
    consumer.poll(wait).forEach(sink::take);
  }

  /** Ends another thread's call with a WakeupException. */
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<Long> positions(Collection<TopicPartition> partitions) {
    List<Long> positions = new ArrayList<>();
    partitions.forEach(partition -> positions.add(consumer.position(partition)));
    return positions;
  }

  private static String topics(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::topic)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
