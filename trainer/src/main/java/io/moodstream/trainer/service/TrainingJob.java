package io.moodstream.trainer.service;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.models.ModelRegistry;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingTask;
import io.moodstream.trainer.TargetSources;
import io.moodstream.trainer.Trainer;
import io.moodstream.trainer.TrainingSettings;
import io.moodstream.trainer.TrainingSettings.Computing;
import io.moodstream.trainer.TrainingSettings.Inputs;
import io.moodstream.trainer.TrainingSettings.Learning;
import io.moodstream.trainer.TrainingSettings.Measuring;
import io.moodstream.trainer.TrainingSettings.Monitor;
import io.moodstream.trainer.TrainingSettings.Output;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.Architecture;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training under way, on a thread of its own, from its request to its last word. */
final class TrainingJob {
  private static final Logger log = LoggerFactory.getLogger(TrainingJob.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Training training;
  private final ServiceSettings settings;
  private final ModelRegistry models;
  private final TrainingPublisher publisher;
  private final ProgressReporter reporter;
  private final Thread thread;
  private volatile @Nullable String cancelledBy;
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  TrainingJob(
      Training training,
      ServiceSettings settings,
      ModelRegistry models,
      TrainingPublisher publisher) {
    this.training = training;
    this.settings = settings;
    this.models = models;
    this.publisher = publisher;
    reporter = new ProgressReporter(training, publisher::publishStatus, InstantSource.system());
    thread = new Thread(this::run, "training " + id());
    thread.setDaemon(true);
  }

  String id() {
    return training.request().id();
  }

  void begin() {
    thread.start();
  }

  /** Ends it for good, with this reason in the terminal status. */
  void cancel(String by) {
    if (cancelledBy == null) {
      cancelledBy = by;
      thread.interrupt();
    }
  }

  /** Ends it without a terminal status: another trainer continues from its last checkpoint. */
  void stop(Duration limit) {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether all is said.
   *
   * @throws RuntimeException if its last word could not be written
   */
  boolean isOver() {
    if (thread.isAlive()) {
      return false;
    }
    if (failure != null) {
      throw failure;
    }
    return true;
  }

  private void run() {
    try {
      say(outcome());
    } catch (InterruptedException e) {
      log.info("training {} is interrupted: it goes on from its last checkpoint", id());
    } catch (RuntimeException e) {
      if (!stopped) {
        failure = e;
      }
    }
  }

  private TrainingProgress outcome() throws InterruptedException {
    try {
      reporter.begin();
      int version = publish(bundle());
      log.info("training {} has become model version {}", id(), version);
      return reporter.latest().finished(version, Instant.now());
    } catch (InterruptedException | RuntimeException | Error e) {
      if (stopped) {
        throw new InterruptedException("stopped");
      }
      String by = cancelledBy;
      if (by != null) {
        return reporter.latest().cancelled(by, Instant.now());
      }
      log.warn("training {} has failed", id(), e);
      String reason = Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
      return reporter.latest().failed(reason, Instant.now());
    }
  }

  /** Publishes the terminal status; the training will not be resumed after this. */
  private void say(TrainingProgress last) throws InterruptedException {
    // Of the cancellation, which has done its work.
    var unused = Thread.interrupted();
    persistently(
        () -> {
          publisher.send(last);
          return last;
        });
    tidy(folder(), last.state());
  }

  /** What stays behind is reported; it is no reason to stop serving. */
  static void tidy(Path folder, State last) {
    try {
      switch (last) {
        case CANCELLED -> Trainer.discard(folder);
        case FINISHED -> Trainer.discardCheckpoints(folder);
        case QUEUED, RUNNING, FAILED -> {}
      }
    } catch (UncheckedIOException | TrainerException e) {
      log.warn("{} cannot be tidied up", folder, e);
    }
  }

  private ModelBundle bundle() throws InterruptedException {
    // Made before a crash: published as it is, it is recognised if it was published too.
    Optional<ModelBundle> made = Trainer.finished(folder());
    return made.isPresent() ? made.get() : Trainer.train(trainingSettings(), reporter);
  }

  private int publish(ModelBundle bundle) throws InterruptedException {
    byte[] zip = bundle.toZip();
    String by = "trainer, for " + training.request().by();
    return persistently(() -> models.publish(zip, by)).version();
  }

  private TrainingSettings trainingSettings() throws InterruptedException {
    TrainingTask task = training.request().task();
    var root = new DataRoot(settings.dataRoot());
    Path data = root.resolve(task.data());
    Optional<Path> votes = task.votes().map(root::resolve);
    Architecture architecture = Architecture.ofLabel(task.architecture());
    var targets = new TargetSources(votes, Optional.empty(), List.of());
    return new TrainingSettings(
        new Inputs(data, settings.pictures(), targets),
        new Learning(
            architecture,
            task.epochs() == 0 ? OptionalInt.empty() : OptionalInt.of(task.epochs()),
            task.rate(),
            Map.of(),
            task.init() == 0 ? Optional.empty() : Optional.of(init(task.init()))),
        Measuring.on(Monitor.TEST),
        new Computing(TrainingSettings.DEFAULT_SEED, settings.threads(), settings.precision()),
        new Output(folder(), true, false, command(task)));
  }

  private Path init(int version) throws InterruptedException {
    byte[] zip = persistently(() -> models.zip(version));
    return ModelBundle.fromZip(zip, folder().resolve("version-" + version)).folder();
  }

  /** What a person would type for the same. */
  private static String command(TrainingTask task) {
    return "moodstream train --data %s --architecture %s%s%s%s%s"
        .formatted(
            task.data(),
            task.architecture(),
            task.epochs() == 0 ? "" : " --epochs " + task.epochs(),
            task.init() == 0 ? "" : " --init version-" + task.init(),
            task.rate().isPresent() ? " --rate " + task.rate().getAsDouble() : "",
            task.votes().map(votes -> " --votes " + votes).orElse(""));
  }

  private Path folder() {
    return settings.work().resolve(id());
  }

  /** A broker that is away for a while must not cost a model of hours. */
  private <T> T persistently(Supplier<T> call) throws InterruptedException {
    while (true) {
      try {
        return call.get();
      } catch (RetriableException e) {
        log.warn("training {}: Kafka does not answer, trying again: {}", id(), e.getMessage());
        TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      }
    }
  }
}
