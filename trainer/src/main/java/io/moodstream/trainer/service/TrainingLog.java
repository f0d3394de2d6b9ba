package io.moodstream.trainer.service;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.TopicReader;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the topics about trainings from their beginning. For one thread. */
final class TrainingLog implements AutoCloseable {
  private static final TopicPartition REQUESTS = partition(Topics.TRAINING_REQUESTS);
  private static final TopicPartition PROGRESS = partition(Topics.TRAINING_PROGRESS);
  private static final TopicPartition TRAINERS = partition(Topics.TRAINERS);
  private static final List<TopicPartition> ALL = List.of(REQUESTS, PROGRESS, TRAINERS);

  private final TopicReader reader;
  private final TrainingCatalog catalog;

  TrainingLog(KafkaConnection kafka) {
    this(kafka, new TrainingCatalog());
  }

  TrainingLog(KafkaConnection kafka, TrainingCatalog catalog) {
    this.catalog = catalog;
    reader = TopicReader.of(kafka, IsolationLevel.READ_UNCOMMITTED);
    reader.readFromBeginning(ALL);
  }

  /**
   * What is written by now.
   *
   * @throws TimeoutException if Kafka does not answer
   */
  TrainingCatalog catchUp() {
    reader.catchUp(catalog::apply);
    return catalog;
  }

  /** What is written when the order at {@code offset} is. */
  TrainingCatalog awaitOrder(long offset) {
    reader.readTo(Map.of(REQUESTS, offset + 1), catalog::apply);
    return catalog;
  }

  /** Waits for news at most {@code limit}. */
  TrainingCatalog poll(Duration limit) {
    reader.poll(limit, catalog::apply);
    return catalog;
  }

  @Override
  public void close() {
    reader.close();
  }

  private static TopicPartition partition(Topic<?, ?> topic) {
    return new TopicPartition(topic.name(), 0);
  }
}
