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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology, and beside it a thread that follows the models. The topology begins when the first
 * model is ready.
 */
final class ClassifierStage implements Stage {
  private static final Logger log = LoggerFactory.getLogger(ClassifierStage.class);
  private static final long CLOSE_SECONDS = 10;

  private final KafkaConnection kafka;
  private final MeterRegistry metrics;
  private final ClassifierSettings settings;
  private final ModelBundle first;
  private final Path stateDir;
  private final Thread thread = new Thread(this::run, EmotionClassifier.NAME + "-models");
  private final AtomicReference<StreamsStage> streams = new AtomicReference<>();
  private final AtomicReference<ModelFollower> follower = new AtomicReference<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean closing;

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
    thread.start();
  }

  @Override
  public Health health() {
    Throwable cause = failure.get();
    if (cause != null) {
      String reason = cause instanceof Error ? cause.toString() : cause.getMessage();
      return Health.of(name(), Health.Status.DOWN, String.valueOf(reason));
    }
    return Optional.ofNullable(streams.get())
        .map(StreamsStage::health)
        .map(this::withFallbackReason)
        .orElseGet(() -> Health.of(name(), Health.Status.STARTING, "loading the model"));
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
    closing = true;
    Optional.ofNullable(follower.get()).ifPresent(ModelFollower::wakeUp);
    try {
      // A start or a swap that is under way first comes to its end.
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Optional.ofNullable(streams.get()).ifPresent(StreamsStage::close);
  }

  private void run() {
    try (var comparisons = new ShadowTopic(kafka)) {
      var shadow = new Shadow(settings.follow().shadowShare(), comparisons::send, metrics);
      Path models = stateDir.resolve("models");
      try (var opened = new ModelFollower(kafka, settings.follow(), first, models, shadow)) {
        follower.set(opened);
        StreamsStage stage = stage(opened, shadow);
        streams.set(stage);
        if (!closing) {
          stage.start();
        }
        while (!closing) {
          opened.step();
        }
      }
    } catch (WakeupException e) {
      log.debug("{} is closing", name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // An Error as well, such as a TensorFlow that cannot be linked: this thread's end is silent.
      log.error("{} has failed: {}", name(), e.getMessage(), e);
      failure.set(e);
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
