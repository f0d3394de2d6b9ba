package io.moodstream.trainer.service;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.TrainingOrder;
import io.moodstream.pipeline.trainings.TrainingProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the topics about trainings. For any number of threads. */
final class TrainingPublisher implements AutoCloseable {
  private static final int ANSWER_MS = 15_000;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;

  /**
   * @param patience how long a record may take; at least 15 s
   */
  TrainingPublisher(KafkaConnection kafka, Duration patience) {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Returns the offset of the written order.
   *
   * @throws KafkaException if Kafka does not answer
   */
  long send(TrainingOrder order) {
    return await(write(Topics.TRAINING_REQUESTS, order.id(), order)).offset();
  }

  /**
   * Returns when it is written.
   *
   * @throws KafkaException if Kafka does not answer
   */
  void send(TrainingProgress progress) {
    var unused = await(write(Topics.TRAINING_PROGRESS, progress.id(), progress));
  }

  /** Does not wait. A lost record does no harm: the next one replaces it. */
  void publishStatus(TrainingProgress progress) {
    var unused = write(Topics.TRAINING_PROGRESS, progress.id(), progress);
  }

  /** Does not wait either; an empty status means that the trainer has ended. */
  void publishStatus(String trainer, Optional<TrainerStatus> status) {
    var unused = write(Topics.TRAINERS, trainer, status.orElse(null));
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }

  private <V> Future<RecordMetadata> write(Topic<String, V> topic, String key, @Nullable V value) {
    var headers = new RecordHeaders();
    byte[] bytes = topic.value().serializer().serialize(topic.name(), headers, value);
    return producer.send(new ProducerRecord<>(topic.name(), null, key, bytes, headers));
  }

  private static RecordMetadata await(Future<RecordMetadata> written) {
    try {
      return written.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
