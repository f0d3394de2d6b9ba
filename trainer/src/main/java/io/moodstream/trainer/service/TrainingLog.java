package io.moodstream.trainer.service;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topics about trainings from their beginning. For one thread. */
final class TrainingLog implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final TopicPartition REQUESTS = partition(Topics.TRAINING_REQUESTS);
  private static final TopicPartition PROGRESS = partition(Topics.TRAINING_PROGRESS);
  private static final TopicPartition TRAINERS = partition(Topics.TRAINERS);
  private static final List<TopicPartition> ALL = List.of(REQUESTS, PROGRESS, TRAINERS);

  private final Consumer<byte[], byte[]> consumer;
  private final TrainingCatalog catalog = new TrainingCatalog();

  TrainingLog(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(ALL);
    consumer.seekToBeginning(ALL);
  }

  /**
   * What is written by now.
   *
   * @throws TimeoutException if Kafka does not answer
   */
  TrainingCatalog catchUp() {
    return read(consumer.endOffsets(ALL, LIMIT));
  }

  /** What is written when the order at {@code offset} is. */
  TrainingCatalog awaitOrder(long offset) {
    return read(Map.of(REQUESTS, offset + 1));
  }

  /** Waits for news at most {@code limit}. */
  TrainingCatalog poll(Duration limit) {
    consumer.poll(limit).forEach(catalog::apply);
    return catalog;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private TrainingCatalog read(Map<TopicPartition, Long> ends) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(POLL);
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException(
            "the topics about trainings could not be read within %d s"
                .formatted(LIMIT.toSeconds()));
      }
    }
    return catalog;
  }

  private static TopicPartition partition(Topic<?, ?> topic) {
    return new TopicPartition(topic.name(), 0);
  }
}
