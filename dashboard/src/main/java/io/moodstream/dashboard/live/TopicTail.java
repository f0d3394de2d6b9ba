package io.moodstream.dashboard.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.RecordGuard;
import io.moodstream.pipeline.stage.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of a topic's partitions, without a group, and hands each record on, in its own thread.
 */
public final class TopicTail<K, V> {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final Duration GATHERING = Duration.ofMillis(10);
  private static final Duration POLL = Duration.ofMillis(500);

  /** Clocks of brokers, cameras and machines differ by less. */
  private static final Duration LARGEST_LEAD = Duration.ofDays(1);

  private static final Duration PAUSED_POLL = Duration.ofMillis(100);

  private final Topic<K, V> topic;
  private final Start start;
  private final Supplier<Optional<Instant>> wanted;
  private final Sink<K, V> sink;
  private final RecordGuard guard;
  private final Consumer<byte[], byte[]> consumer;
  private final Worker worker;
  private volatile Health health;
  private boolean begun;

  enum Start {
    BEGINNING,
    /** From when on records are wanted, as a rule from now on. */
    END
  }

  /** Takes a record whose value may be absent: a tombstone. */
  @FunctionalInterface
  interface Sink<K, V> {
    void take(K key, Optional<V> value, ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * @param wanted from when on, asked now and then: while empty nothing is fetched, and afterwards
   *     reading goes on from that time
   * @param consumer to be closed by this
   */
  TopicTail(
      Topic<K, V> topic,
      Start start,
      Supplier<Optional<Instant>> wanted,
      MeterRegistry metrics,
      Sink<K, V> sink,
      Consumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.start = start;
    this.wanted = wanted;
    this.sink = sink;
    this.consumer = consumer;
    this.guard = RecordGuard.of(log, metrics, "dashboard");
    this.worker = new Worker("tail-" + topic.name(), CLOSE_LIMIT, this::run);
    this.health = Health.of(topic.name(), Health.Status.STARTING, "not started");
  }

  /** What a tail of the topic reads with. */
  static Consumer<byte[], byte[]> consumer(
      KafkaConnection kafka, Topic<?, ?> topic, Start start, IsolationLevel isolation) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "dashboard-" + topic.name());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A topic that a reader makes would have none of its settings.
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
    properties.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        switch (start) {
          case BEGINNING -> "earliest";
          case END -> "latest";
        });
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(properties, bytes, bytes);
  }

  void begin() {
    begun = true;
    worker.start();
  }

  Health health() {
    return worker.health(topic.name(), health);
  }

  /** Asks it to end, and does not wait. */
  void end() {
    worker.end();
    consumer.wakeup();
  }

  /**
   * Returns when the sink is called no more, or after {@code limit}: Kafka may take its time, and
   * the thread keeps no process alive.
   */
  void awaitEnd(Duration limit) {
    if (begun) {
      worker.awaitEnd(limit);
    } else {
      consumer.close();
    }
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions = awaitPartitions();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = untilAnswered(() -> seek(partitions));
      while (!worker.isEnding()) {
        long begin = System.nanoTime();
        health = untilAnswered(() -> read(partitions, ends));
        gather(Duration.ofNanos(System.nanoTime() - begin));
      }
    } catch (WakeupException | InterruptedException e) {
      // Only end() wakes it up.
      health = status(Health.Status.DOWN, "closed");
    }
  }

  /**
   * Of a few records a second each is read at once; of thousands, each would cost a request of its
   * own.
   */
  private void gather(Duration passed) throws InterruptedException {
    Duration left = GATHERING.minus(passed);
    if (left.toMillis() > 0) {
      worker.pause(left);
    }
  }

  /**
   * Repeats a call that Kafka does not answer in time: it may be away for longer than a call waits.
   * That it is away is the health check {@code kafka}, not this one.
   */
  private <T> T untilAnswered(Supplier<T> call) throws InterruptedException {
    while (true) {
      try {
        return call.get();
      } catch (RetriableException e) {
        log.debug("reading {} is tried again: {}", topic.name(), e.getMessage());
        if (worker.pause(POLL)) {
          throw new WakeupException();
        }
      }
    }
  }

  /** Empty if it is asked to end before the topic exists. */
  private List<TopicPartition> awaitPartitions() throws InterruptedException {
    health = status(Health.Status.STARTING, "waiting for the topic");
    List<TopicPartition> partitions = untilAnswered(this::partitions);
    while (partitions.isEmpty() && !worker.pause(POLL)) {
      partitions = untilAnswered(this::partitions);
    }
    return partitions;
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic.name()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> seek(List<TopicPartition> partitions) {
    switch (start) {
      case BEGINNING -> consumer.seekToBeginning(partitions);
      case END -> {
        consumer.seekToEnd(partitions);
        consumer.pause(partitions);
      }
    }
    health = status(Health.Status.STARTING, "catching up");
    return consumer.endOffsets(partitions);
  }

  private Health read(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    boolean reading = fetchOnlyIfWanted(partitions);
    consumer.poll(reading ? POLL : PAUSED_POLL).forEach(record -> guard.read(record, this::handOn));
    boolean up = health.status() == Health.Status.UP || start == Start.END || hasReached(ends);
    return up ? status(Health.Status.UP, "reading") : health;
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private boolean fetchOnlyIfWanted(List<TopicPartition> partitions) {
    boolean paused = !consumer.paused().isEmpty();
    Optional<Instant> since = wanted.get();
    if (paused && since.isPresent()) {
      rewind(partitions, since.get().toEpochMilli());
      consumer.resume(partitions);
    } else if (!paused && since.isEmpty()) {
      consumer.pause(partitions);
    }
    return since.isPresent();
  }

  private void rewind(List<TopicPartition> partitions, long since) {
    consumer.seekToEnd(partitions);
    consumer
        .offsetsForTimes(partitions.stream().collect(Collectors.toMap(p -> p, p -> since)))
        .forEach(
            (partition, found) -> {
              // Nothing is found where nothing was written since. A record from the future lies
              // anywhere: reading on from it would repeat all that came after it.
              if (found != null && found.timestamp() <= since + LARGEST_LEAD.toMillis()) {
                consumer.seek(partition, found.offset());
              }
            });
  }

  private void handOn(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      throw new SerializationException("it has no key");
    }
    K key = topic.key().deserializer().deserialize(topic.name(), record.key());
    V value = topic.value().deserializer().deserialize(topic.name(), record.value());
    sink.take(key, Optional.ofNullable(value), record);
  }

  private Health status(Health.Status status, String detail) {
    return Health.of(topic.name(), status, detail);
  }
}
