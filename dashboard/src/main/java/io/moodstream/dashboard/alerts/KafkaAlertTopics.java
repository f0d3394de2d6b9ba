package io.moodstream.dashboard.alerts;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics themselves. Connects at the first change. */
public final class KafkaAlertTopics implements AlertTopics {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

  public KafkaAlertTopics(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  @Override
  public void put(String id, Optional<StoredRule> rule) {
    write(Topics.ALERT_RULES, id, rule);
  }

  @Override
  public void send(Alert alert) {
    write(Topics.ALERTS, alert.camera(), Optional.of(alert));
  }

  private synchronized <K, V> void write(Topic<K, V> topic, K key, Optional<V> value) {
    if (producer.isEmpty()) {
      producer = Optional.of(open());
    }
    byte[] keyBytes = topic.key().serializer().serialize(topic.name(), key);
    var headers = new RecordHeaders();
    byte[] valueBytes =
        value
            .map(it -> topic.value().serializer().serialize(topic.name(), headers, it))
            .orElse(null);
    try {
      producer
          .get()
          .send(new ProducerRecord<>(topic.name(), null, keyBytes, valueBytes, headers))
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known
          ? known
          : new KafkaException("cannot write to " + topic.name(), e);
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(
          "no answer within %d s".formatted(LIMIT.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private Producer<byte[], byte[]> open() {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) LIMIT.toMillis());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "dashboard-alerts");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public synchronized void close() {
    producer.ifPresent(open -> open.close(LIMIT));
  }
}
