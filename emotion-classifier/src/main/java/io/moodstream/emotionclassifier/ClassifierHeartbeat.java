package io.moodstream.emotionclassifier;

import io.moodstream.emotionclassifier.serving.ServedModels;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.CanaryFigures;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ClassifierStatus.State;
import io.moodstream.pipeline.process.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes which models this classifier runs. */
final class ClassifierHeartbeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClassifierHeartbeat.class);
  private static final Duration FIGURES_KEPT = Duration.ofSeconds(2);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Heartbeat<ClassifierStatus> heartbeat;
  private final String host = Heartbeat.host();
  private final Producer<String, ClassifierStatus> producer;
  private Optional<CanaryFigures> figures = Optional.empty();
  private Instant figuresUntil = Instant.EPOCH;
  private final InstantSource clock;

  ClassifierHeartbeat(KafkaConnection kafka) {
    this(
        new KafkaProducer<>(
            kafka.clientProperties(),
            Topics.CLASSIFIERS.key().serializer(),
            Topics.CLASSIFIERS.value().serializer()),
        InstantSource.system());
  }

  /**
   * @param producer closed with this
   */
  ClassifierHeartbeat(Producer<String, ClassifierStatus> producer, InstantSource clock) {
    this.producer = producer;
    this.clock = clock;
    heartbeat = new Heartbeat<>("classifier", this::send, clock);
  }

  /** Of this process: {@code classifier-1f2e3d4c}. */
  String id() {
    return heartbeat.id();
  }

  void starting() {
    heartbeat.beat(status(State.STARTING, 0, 0, Set.of(), Map.of()));
  }

  void serving(ServedModels models) {
    heartbeat.beat(
        status(
                State.SERVING,
                models.slot().served().version(),
                models.challenger(),
                models.ready(),
                models.refused())
            .withCanary(canary(models)));
  }

  /** Anew every few seconds only: a status that has changed is written at once. */
  private Optional<CanaryFigures> canary(ServedModels models) {
    Optional<CanaryFigures> now = models.canaryFigures();
    boolean sameCanary =
        now.map(CanaryFigures::version).equals(figures.map(CanaryFigures::version));
    if (!sameCanary || !clock.instant().isBefore(figuresUntil)) {
      figures = now;
      figuresUntil = clock.instant().plus(FIGURES_KEPT);
    }
    return figures;
  }

  @Override
  public void close() {
    // Promotions must not wait for one that has ended.
    heartbeat.close();
    producer.close(CLOSE_LIMIT);
  }

  private void send(String id, Optional<ClassifierStatus> status) {
    ClassifierStatus now = status.map(it -> it.updatedAt(clock.instant())).orElse(null);
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.CLASSIFIERS.name(), 0, id, now),
            (place, e) -> {
              if (e != null) {
                log.warn("the classifier's status could not be written: {}", e.getMessage());
              }
            });
  }

  /** Without a time, so that equal ones are no news. */
  private ClassifierStatus status(
      State state, int champion, int challenger, Set<Integer> ready, Map<Integer, String> refused) {
    return new ClassifierStatus(
        id(), host, state, champion, challenger, ready, refused, Instant.EPOCH);
  }
}
