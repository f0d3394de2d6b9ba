package io.moodstream.emotionclassifier;

import io.moodstream.emotionclassifier.serving.ServedModels;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ClassifierStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what this classifier runs: at once when it changes, else every five seconds. */
final class ClassifierHeartbeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClassifierHeartbeat.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final String id = "classifier-" + UUID.randomUUID().toString().substring(0, 8);
  private final String host = host();
  private final Producer<String, ClassifierStatus> producer;
  private ClassifierStatus last;

  ClassifierHeartbeat(KafkaConnection kafka) {
    this(
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.CLASSIFIERS.key().serializer(),
            Topics.CLASSIFIERS.value().serializer()));
  }

  /**
   * @param producer closed with this
   */
  ClassifierHeartbeat(Producer<String, ClassifierStatus> producer) {
    this.producer = producer;
    last = status(ClassifierStatus.State.STARTING, 0, 0, Set.of(), Map.of());
  }

  /** Of this process: {@code classifier-1f2e3d4c}. */
  String id() {
    return id;
  }

  void starting() {
    send(last);
  }

  void serving(ServedModels models) {
    ClassifierStatus now =
        status(
            ClassifierStatus.State.SERVING,
            models.slot().served().version(),
            models.challenger(),
            models.ready(),
            models.refused());
    boolean news = !at(now, last.updatedAt()).equals(last);
    if (news || Duration.between(last.updatedAt(), now.updatedAt()).compareTo(INTERVAL) >= 0) {
      send(now);
      last = now;
    }
  }

  @Override
  public void close() {
    // Promotions must not wait for one that has ended.
    var unused = producer.send(new ProducerRecord<>(Topics.CLASSIFIERS.name(), 0, id, null));
    producer.close(CLOSE_LIMIT);
  }

  private void send(ClassifierStatus status) {
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.CLASSIFIERS.name(), 0, id, status),
            (place, e) -> {
              if (e != null) {
                log.warn("the classifier's status could not be written: {}", e.getMessage());
              }
            });
  }

  private ClassifierStatus status(
      ClassifierStatus.State state,
      int champion,
      int challenger,
      Set<Integer> ready,
      Map<Integer, String> refused) {
    return new ClassifierStatus(
        id, host, state, champion, challenger, ready, refused, Instant.now());
  }

  private static ClassifierStatus at(ClassifierStatus status, Instant time) {
    return new ClassifierStatus(
        status.id(),
        status.host(),
        status.state(),
        status.champion(),
        status.challenger(),
        status.ready(),
        status.refused(),
        time);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
