package io.moodstream.trainer.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.models.ModelRegistry;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingCancellation;
import io.moodstream.pipeline.trainings.TrainingOrder;
import io.moodstream.pipeline.trainings.TrainingQueue;
import io.moodstream.pipeline.trainings.TrainingRequest;
import io.moodstream.pipeline.trainings.TrainingTask;
import io.moodstream.trainer.network.Architecture;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The queue on Kafka. For any number of threads and processes. Nothing is read before it is asked.
 */
public final class KafkaTrainingQueue implements TrainingQueue, AutoCloseable {
  private static final int MOST_EPOCHS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final KafkaConnection kafka;
  private final ModelRegistry models;
  private final TrainingCatalog catalog;
  private @Nullable TrainingLog log;

  /**
   * @param models those that a training can start from
   */
  public KafkaTrainingQueue(KafkaConnection kafka, ModelRegistry models) {
    this(kafka, models, new TrainingCatalog());
  }

  /**
   * The same.
   *
   * @param reader the stage that counts the records that cannot be read
   */
  public KafkaTrainingQueue(
      KafkaConnection kafka, ModelRegistry models, MeterRegistry metrics, String reader) {
    this(kafka, models, TrainingCatalog.counting(metrics, reader));
  }

  private KafkaTrainingQueue(KafkaConnection kafka, ModelRegistry models, TrainingCatalog catalog) {
    this.kafka = kafka;
    this.models = models;
    this.catalog = catalog;
  }

  @Override
  public synchronized List<Training> trainings() {
    return log().catchUp().trainings(Instant.now());
  }

  @Override
  public synchronized List<TrainerStatus> trainers() {
    return log().catchUp().trainers(Instant.now());
  }

  @Override
  public synchronized String request(TrainingTask task, String by) {
    Architecture architecture = architecture(task);
    if (task.epochs() > MOST_EPOCHS) {
      throw new TrainingRefused(
          "epochs", "epochs: %d are more than %d".formatted(task.epochs(), MOST_EPOCHS));
    }
    if (task.init() > 0 && models.models().stream().noneMatch(m -> m.version() == task.init())) {
      throw new TrainingRefused("init", "there is no model version %d".formatted(task.init()));
    }
    Instant now = Instant.now();
    String id = "%s-%04x".formatted(WHEN.format(now), ThreadLocalRandom.current().nextInt(1 << 16));
    send(new TrainingRequest(id, complete(task, architecture), now, by));
    return id;
  }

  @Override
  public synchronized void cancel(String id, String by) {
    Training training =
        log().catchUp().training(id, Instant.now()).orElseThrow(() -> new UnknownTraining(id));
    if (training.state().isOver()) {
      throw new TrainingOver(training);
    }
    send(new TrainingCancellation(id, Instant.now(), by));
  }

  @Override
  public synchronized void close() {
    if (log != null) {
      log.close();
    }
  }

  /** With the defaults of today, so that it stays what it is when they change. */
  private static TrainingTask complete(TrainingTask task, Architecture architecture) {
    TrainingTask whole =
        task.withEpochs(task.epochs() == 0 ? architecture.epochs() : task.epochs());
    return task.init() > 0 && task.rate().isEmpty()
        ? whole.withRate(architecture.fineTuningRate())
        : whole;
  }

  private static Architecture architecture(TrainingTask task) {
    try {
      return Architecture.ofLabel(task.architecture());
    } catch (IllegalArgumentException e) {
      throw new TrainingRefused("architecture", String.valueOf(e.getMessage()));
    }
  }

  private void send(TrainingOrder order) {
    try (var publisher = new TrainingPublisher(kafka, PATIENCE)) {
      var unused = log().awaitOrder(publisher.send(order));
    }
  }

  private TrainingLog log() {
    TrainingLog open = log == null ? new TrainingLog(kafka, catalog) : log;
    log = open;
    return open;
  }
}
