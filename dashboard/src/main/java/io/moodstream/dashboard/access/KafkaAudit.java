package io.moodstream.dashboard.access;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit as a topic. Connects at the first entry. */
public final class KafkaAudit implements AuditTrail, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaAudit.class);
  private static final int MAX_BLOCK_MILLIS = 2_000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final KafkaConnection kafka;
  private Optional<Producer<String, AuditEntry>> producer = Optional.empty();
  private boolean closed;

  public KafkaAudit(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  @Override
  public synchronized void add(AuditEntry entry) {
    if (closed) {
      return;
    }
    try {
      if (producer.isEmpty()) {
        producer = Optional.of(open());
      }
      var record = new ProducerRecord<>(Topics.AUDIT.name(), entry.by(), entry);
      var unused =
          producer
              .get()
              .send(
                  record,
                  (sent, failure) -> {
                    if (failure != null) {
                      lost(entry, failure);
                    }
                  });
    } catch (KafkaException e) {
      lost(entry, e);
    }
  }

  private static void lost(AuditEntry entry, Exception failure) {
    log.error(
        "not in the audit, because Kafka did not take it: {} {} {} ({})",
        entry.by(),
        entry.action(),
        entry.reason(),
        failure.getMessage());
  }

  private Producer<String, AuditEntry> open() {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    return new KafkaProducer<>(
        properties, Topics.AUDIT.key().serializer(), Topics.AUDIT.value().serializer());
  }

  @Override
  public synchronized void close() {
    closed = true;
    producer.ifPresent(open -> open.close(CLOSE_LIMIT));
  }
}
