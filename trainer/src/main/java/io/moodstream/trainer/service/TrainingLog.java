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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics about trainings from their beginning. For one thread. */
final class TrainingLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrainingLog.class);
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
    consumer.poll(limit).forEach(this::apply);
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

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    try {
      if (record.topic().equals(REQUESTS.topic())) {
        catalog.apply(value(Topics.TRAINING_REQUESTS, record), at);
      } else if (record.topic().equals(TRAINERS.topic())) {
        trainer(record, at);
      } else {
        catalog.apply(value(Topics.TRAINING_PROGRESS, record));
      }
    } catch (SerializationException e) {
      log.warn(
          "{}@{} is left out, it cannot be read: {}",
          record.topic(),
          record.offset(),
          e.getMessage());
    }
  }

  private void trainer(ConsumerRecord<byte[], byte[]> record, Instant at) {
    String id = Topics.TRAINERS.key().deserializer().deserialize(record.topic(), record.key());
    if (record.value() == null) {
      catalog.trainerEnded(id);
    } else {
      catalog.apply(value(Topics.TRAINERS, record), at);
    }
  }

  private static <V> V value(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new SerializationException("it is empty");
    }
    return topic.value().deserializer().deserialize(topic.name(), record.value());
  }

  private static TopicPartition partition(Topic<?, ?> topic) {
    return new TopicPartition(topic.name(), 0);
  }
}
