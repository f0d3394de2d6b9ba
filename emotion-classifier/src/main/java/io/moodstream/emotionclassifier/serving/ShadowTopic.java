package io.moodstream.emotionclassifier.serving;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ShadowComparison;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes shadow comparisons. A sample needs no transaction: after a crash some are missing. */
public final class ShadowTopic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ShadowTopic.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Producer<CameraId, ShadowComparison> producer;

  public ShadowTopic(KafkaConnection kafka) {
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.SHADOW.key().serializer(),
            Topics.SHADOW.value().serializer());
  }

  public void send(ShadowComparison comparison) {
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.SHADOW.name(), comparison.camera(), comparison),
            (place, e) -> {
              if (e != null) {
                log.warn("a shadow comparison could not be written: {}", e.getMessage());
              }
            });
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
