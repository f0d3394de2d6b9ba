package io.moodstream.emotionclassifier;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ClassifierStatus;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Speaks for classifiers that cannot. */
final class ClassifierTopic {
  private ClassifierTopic() {}

  /** One that was killed cannot say so: for half a minute everybody would wait for it. */
  static void hasEnded(KafkaConnection kafka, String id) {
    write(kafka, id, null);
  }

  static void says(KafkaConnection kafka, ClassifierStatus status) {
    write(kafka, status.id(), status);
  }

  private static void write(KafkaConnection kafka, String id, @Nullable ClassifierStatus status) {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.CLASSIFIERS.key().serializer(),
            Topics.CLASSIFIERS.value().serializer())) {
      producer.send(new ProducerRecord<>(Topics.CLASSIFIERS.name(), 0, id, status)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
