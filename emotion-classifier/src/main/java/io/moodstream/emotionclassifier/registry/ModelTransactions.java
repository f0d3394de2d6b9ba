package io.moodstream.emotionclassifier.registry;

import io.moodstream.pipeline.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time, wherever it runs. All writers share one transactional id: a writer that
 * begins ends the transaction of anyone who was writing, then reads what is committed, decides and
 * writes. The fenced writer starts again, so a decision is always made on the current state.
 */
public final class ModelTransactions {
  private static final String ID = "moodstream-models";
  private static final int ATTEMPTS = 20;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> producers;

  public ModelTransactions(KafkaConnection kafka) {
    this(() -> producer(kafka));
  }

  /**
   * @param producers that share one transactional id
   */
  public ModelTransactions(Supplier<Producer<byte[], byte[]>> producers) {
    this.producers = producers;
  }

  /**
   * @param decide from what is committed; its exceptions end the transaction and pass
   */
  public <T> T write(ModelLog log, Function<ModelCatalog, ModelChange<T>> decide)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(log, decide);
      } catch (KafkaException e) {
        if (!fenced(e)) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          throw new TimeoutException(
              "%d others wrote models at the same time: try again".formatted(ATTEMPTS), e);
        }
        // Apart from those that were fenced together with this one.
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(20, 100L * attempt));
      }
    }
  }

  private <T> T attempt(ModelLog log, Function<ModelCatalog, ModelChange<T>> decide) {
    Producer<byte[], byte[]> producer = producers.get();
    try {
      // This MUST happen before reading: it ends every transaction that could still change things.
      producer.initTransactions();
      ModelChange<T> change = decide.apply(log.catchUp());
      if (!change.records().isEmpty()) {
        producer.beginTransaction();
        Map<TopicPartition, Long> last = new ConcurrentHashMap<>();
        for (ProducerRecord<byte[], byte[]> record : change.records()) {
          // The commit throws what went wrong with any of them.
          var unused = producer.send(record, (place, e) -> note(last, place, e));
        }
        producer.commitTransaction();
        // A commit returns before readers see it.
        log.awaitPast(last);
      }
      return change.result();
    } finally {
      producer.close(CLOSE_LIMIT);
    }
  }

  /** On the producer's own thread, before its commit returns. */
  private static void note(
      Map<TopicPartition, Long> last, RecordMetadata place, @Nullable Exception e) {
    if (e == null) {
      last.merge(new TopicPartition(place.topic(), place.partition()), place.offset(), Math::max);
    }
  }

  private static Producer<byte[], byte[]> producer(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ID);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static boolean fenced(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }
}
