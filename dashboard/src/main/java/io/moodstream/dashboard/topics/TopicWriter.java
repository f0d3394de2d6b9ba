package io.moodstream.dashboard.topics;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes one record at a time, and waits until Kafka has it. Connects at the first one. */
public final class TopicWriter implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private final String clientId;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

  public TopicWriter(KafkaConnection kafka, String clientId) {
    this.kafka = kafka;
    this.clientId = clientId;
  }

  /**
   * @param value empty for a tombstone
   * @throws TimeoutException if Kafka does not answer within some seconds
   */
  public synchronized <K, V> void write(Topic<K, V> topic, K key, Optional<V> value) {
    if (producer.isEmpty()) {
      producer = Optional.of(open());
    }
    byte[] keyBytes = topic.key().serializer().serialize(topic.name(), key);
    var headers = new RecordHeaders();
    byte[] valueBytes =
        topic.value().serializer().serialize(topic.name(), headers, value.orElse(null));
    try {
      producer
          .get()
          .send(new ProducerRecord<>(topic.name(), null, keyBytes, valueBytes, headers))
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known
          ? known
          : new KafkaException("cannot write to " + topic.name(), e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("no answer within %d s".formatted(LIMIT.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private Producer<byte[], byte[]> open() {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) LIMIT.toMillis());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public synchronized void close() {
    producer.ifPresent(open -> open.close(LIMIT));
  }
}
