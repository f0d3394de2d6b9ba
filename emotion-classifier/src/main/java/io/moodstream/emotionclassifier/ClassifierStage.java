package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.serving.Shadow;
import io.moodstream.emotionclassifier.serving.ShadowTopic;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import io.moodstream.pipeline.stage.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.Topology;

/**
 * The topology, and beside it a thread that follows the models. The topology begins when the first
 * model is ready.
 */
final class ClassifierStage implements Stage {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final KafkaConnection kafka;
  private final MeterRegistry metrics;
  private final ClassifierSettings settings;
  private final ModelBundle first;
  private final Path stateDir;
  private final Worker models =
      new Worker(EmotionClassifier.NAME + "-models", CLOSE_LIMIT, this::run);
  private final AtomicReference<StreamsStage> streams = new AtomicReference<>();
  private final AtomicReference<ModelFollower> follower = new AtomicReference<>();

  /**
   * @param first published where no model is
   */
  ClassifierStage(
      KafkaConnection kafka,
      MeterRegistry metrics,
      ClassifierSettings settings,
      ModelBundle first,
      Path stateDir) {
    this.kafka = kafka;
    this.metrics = metrics;
    this.settings = settings;
    this.first = first;
    this.stateDir = stateDir;
  }

  @Override
  public String name() {
    return EmotionClassifier.NAME;
  }

  @Override
  public void start() {
    models.start();
  }

  @Override
  public Health health() {
    Health topology =
        Optional.ofNullable(streams.get())
            .map(StreamsStage::health)
            .map(this::withFallbackReason)
            .orElseGet(() -> Health.of(name(), Health.Status.STARTING, "loading the model"));
    return models.health(name(), topology);
  }

  private Health withFallbackReason(Health health) {
    return Optional.ofNullable(follower.get())
        .flatMap(opened -> opened.served().fallbackReason())
        .filter(why -> health.status() == Health.Status.UP)
        .map(why -> Health.of(name(), Health.Status.UP, why))
        .orElse(health);
  }

  @Override
  public void close() {
    models.end();
    Optional.ofNullable(follower.get()).ifPresent(ModelFollower::wakeUp);
    // A start or a swap that is under way first comes to its end.
    models.awaitEnd(CLOSE_LIMIT);
    Optional.ofNullable(streams.get()).ifPresent(StreamsStage::close);
  }

  private void run() throws InterruptedException {
    try (var comparisons = new ShadowTopic(kafka)) {
      var shadow = new Shadow(settings.follow().shadowShare(), comparisons::send, metrics);
      Path folder = stateDir.resolve("models");
      try (var opened =
          new ModelFollower(kafka, metrics, settings.follow(), first, folder, shadow)) {
        follower.set(opened);
        StreamsStage stage = stage(opened, shadow);
        streams.set(stage);
        if (!models.isEnding()) {
          stage.start();
        }
        while (!models.isEnding()) {
          opened.step();
        }
      }
    }
  }

  private StreamsStage stage(ModelFollower opened, Shadow shadow) {
    Topology topology =
        EmotionClassifier.topology(
            settings, opened.slot()::predict, shadow, InstantSource.system(), metrics);
    return new StreamsStage(
        name(),
        kafka,
        StreamsSettings.exactlyOnce(settings.threads(), stateDir),
        topology,
        Topics.CLASSIFIER_DEAD_LETTERS,
        metrics,
        opened.served()::close);
  }
}
