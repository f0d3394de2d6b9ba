package io.moodstream.trainer.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.pipeline.stage.Worker;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains what is asked for: consumes training-requests, produces training-progress, trainers and
 * models. One training at a time, in the order of the requests. The outcome of each is on Kafka and
 * in its folder, so that after a crash the one that ran goes on from its checkpoint, the queue is
 * as it was, and nothing runs twice. Of several such processes one works and the others stand by.
 */
public final class TrainingStage implements Stage {
  private static final Logger log = LoggerFactory.getLogger(TrainingStage.class);
  private static final String NAME = "trainer";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  /** How long Kafka may be away before what was announced an epoch is lost. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final KafkaConnection kafka;
  private final MeterRegistry metrics;
  private final ServiceSettings settings;
  private final Worker worker = new Worker(NAME, CLOSE_LIMIT, this::run);
  private volatile int waiting;
  private volatile Health health = status(Health.Status.STARTING, "starting");

  private TrainingStage(KafkaConnection kafka, MeterRegistry metrics, ServiceSettings settings) {
    this.kafka = kafka;
    this.metrics = metrics;
    this.settings = settings;
  }

  public static TrainingStage of(
      KafkaConnection kafka, MeterRegistry metrics, ServiceSettings settings) {
    var stage = new TrainingStage(kafka, metrics, settings);
    Gauge.builder("moodstream.trainer.waiting", stage, it -> it.waiting)
        .description("trainings that wait for their turn")
        .register(metrics);
    return stage;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    worker.start();
  }

  @Override
  public Health health() {
    return worker.health(NAME, health);
  }

  @Override
  public void close() {
    worker.end();
    worker.awaitEnd(CLOSE_LIMIT);
  }

  private void run() {
    try (var election = new LeaderElection(kafka);
        var trainings = new TrainingLog(kafka, TrainingCatalog.counting(metrics, NAME));
        var publisher = new TrainingPublisher(kafka, PATIENCE);
        var models = new ModelRepository(kafka, metrics, NAME);
        var heartbeat =
            new TrainerHeartbeat(
                settings.dataRoot(), publisher::publishStatus, InstantSource.system())) {
      @Nullable TrainingJob job = null;
      try {
        while (!worker.isEnding()) {
          if (election.await(POLL)) {
            job = tend(trainings, publisher, models, job);
            present(heartbeat, job);
          } else {
            job = leave(job);
            health =
                status(
                    election.joined() ? Health.Status.UP : Health.Status.STARTING, "standing by");
            if (election.joined()) {
              heartbeat.standby();
            }
          }
        }
      } finally {
        var unused = leave(job);
      }
      health = status(Health.Status.DOWN, "closed");
    }
  }

  private static void present(TrainerHeartbeat heartbeat, @Nullable TrainingJob job) {
    if (job == null) {
      heartbeat.waiting();
    } else {
      heartbeat.training(job.id());
    }
  }

  private static @Nullable TrainingJob leave(@Nullable TrainingJob job) {
    if (job != null) {
      job.stop(STOP_LIMIT);
    }
    return null;
  }

  /** Returns the training that is under way now. */
  private @Nullable TrainingJob tend(
      TrainingLog trainings,
      TrainingPublisher publisher,
      ModelRepository models,
      @Nullable TrainingJob job) {
    try {
      if (job != null) {
        TrainingCatalog catalog = trainings.poll(Duration.ZERO);
        catalog.cancelledBy(job.id()).ifPresent(job::cancel);
        if (!job.isOver()) {
          announce(catalog, publisher);
          return job;
        }
      }
      // With the last word of the one before.
      TrainingCatalog catalog = trainings.catchUp();
      announce(catalog, publisher);
      return next(catalog, publisher)
          .map(training -> begin(training, publisher, models))
          .orElseGet(
              () -> {
                health = status(Health.Status.UP, "waiting for requests");
                return null;
              });
    } catch (RetriableException e) {
      log.warn("Kafka does not answer, trying again: {}", e.getMessage());
      return job;
    }
  }

  private TrainingJob begin(
      Training training, TrainingPublisher publisher, ModelRepository models) {
    var job = new TrainingJob(training, settings, models, publisher);
    log.info("training {} begins", job.id());
    job.begin();
    health = status(Health.Status.UP, "training " + job.id());
    return job;
  }

  /** The first that is not over; those cancelled while they were not running end here. */
  private Optional<Training> next(TrainingCatalog catalog, TrainingPublisher publisher) {
    for (Training training : catalog.trainings(Instant.now())) {
      if (!training.state().isOver()) {
        String id = training.request().id();
        Optional<String> by = catalog.cancelledBy(id);
        if (by.isEmpty()) {
          return Optional.of(training);
        }
        publisher.send(training.progress().cancelled(by.get(), Instant.now()));
        TrainingJob.tidy(settings.work().resolve(id), State.CANCELLED);
      }
    }
    return Optional.empty();
  }

  /** Acknowledges new requests, for readers of the progress only. */
  private void announce(TrainingCatalog catalog, TrainingPublisher publisher) {
    List<Training> queued =
        catalog.trainings(Instant.now()).stream()
            .filter(training -> training.state() == State.QUEUED)
            .toList();
    waiting = queued.size();
    queued.stream()
        .filter(training -> catalog.hasNoProgress(training.request().id()))
        .forEach(training -> publisher.send(training.progress()));
  }

  private static Health status(Health.Status status, String detail) {
    return Health.of(NAME, status, detail);
  }
}
