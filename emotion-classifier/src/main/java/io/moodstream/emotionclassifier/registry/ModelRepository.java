package io.moodstream.emotionclassifier.registry;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.emotionclassifier.model.BundleCheck;
import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.BundleFolder;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.ModelSpeed;
import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelRegistry;
import io.moodstream.pipeline.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models on Kafka. For any number of threads and processes: changes are made one at a time. */
public final class ModelRepository implements ModelRegistry, AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(ModelRepository.class);

  /** Times the champion's time for a face, beyond which a published model is warned of. */
  private static final double SLOW_FACTOR = 2;

  private static final Duration READY_POLL = Duration.ofMillis(200);

  private final ModelTransactions transactions;
  private final ModelLog log;
  private final Duration readyLimit;

  /** Nothing is read before the first call. */
  public ModelRepository(KafkaConnection kafka) {
    this(kafka, Duration.ofSeconds(READY_SECONDS));
  }

  /**
   * The same.
   *
   * @param reader the stage that counts the records that cannot be read
   */
  public ModelRepository(KafkaConnection kafka, MeterRegistry metrics, String reader) {
    this(kafka, Duration.ofSeconds(READY_SECONDS), new ModelLog(kafka, metrics, reader));
  }

  /**
   * @param readyLimit how long classifiers have to get ready for a new champion
   */
  public ModelRepository(KafkaConnection kafka, Duration readyLimit) {
    this(kafka, readyLimit, new ModelLog(kafka));
  }

  private ModelRepository(KafkaConnection kafka, Duration readyLimit, ModelLog log) {
    this.log = log;
    this.readyLimit = readyLimit;
    transactions = new ModelTransactions(kafka);
  }

  @Override
  public synchronized List<ModelManifest> models() {
    return log.catchUp().models();
  }

  @Override
  public synchronized Map<ModelAlias, ModelAssignment> aliases() {
    return Map.copyOf(log.catchUp().aliases());
  }

  @Override
  public synchronized List<ClassifierStatus> classifiers() {
    return log.catchUp().live(Instant.now());
  }

  @Override
  public synchronized List<AuditEntry> audit() {
    return log.catchUp().audit();
  }

  @Override
  public synchronized byte[] zip(int version) {
    return log.zip(log.catchUp().model(version));
  }

  @Override
  public Publication publish(byte[] zip, String by) {
    try {
      Path scratch = TemporaryFolder.create("moodstream-publish-");
      try {
        ModelBundle bundle = ModelBundle.fromZip(zip, scratch.resolve("upload"));
        // In a child process, and here: the publisher reads why it would not serve.
        return publish(bundle, slowness(bundle, scratch.resolve("champion")), by);
      } finally {
        BundleFolder.delete(scratch);
      }
    } catch (BundleException e) {
      write(
          c ->
              ModelChange.note(
                  AuditEntry.Action.REFUSED, 0, 0, now(by, String.valueOf(e.getMessage()))));
      throw new ModelRefused(String.valueOf(e.getMessage()), e);
    } catch (BundleCheck.NotChecked e) {
      throw new ModelConflict(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack a model to publish it", e);
    }
  }

  /** A bundle that was tested. */
  private Publication publish(ModelBundle bundle, Optional<String> warning, String by) {
    byte[] zip = bundle.toZip();
    String reason =
        "published " + bundle.card().name() + warning.map(text -> "; " + text).orElse("");
    return write(catalog -> ModelChange.publish(catalog, bundle, zip, now(by, reason)))
        .withWarning(warning);
  }

  /**
   * Tests the model, and states how much faster the champion is; empty where it is not, or where
   * there is no other champion to compare with.
   *
   * @param scratch for the champion's bundle
   * @throws BundleException if the model must not serve
   */
  private Optional<String> slowness(ModelBundle bundle, Path scratch) {
    Optional<ModelBundle> champion =
        championBeside(bundle.sha256()).flatMap(zip -> readable(zip, scratch));
    BundleCheck.Report report = BundleCheck.run(bundle, champion);
    return report.championMillis() > 0
        ? new ModelSpeed(report.millis())
            .warning(new ModelSpeed(report.championMillis()), SLOW_FACTOR)
        : Optional.empty();
  }

  private static Optional<ModelBundle> readable(byte[] zip, Path folder) {
    try {
      return Optional.of(ModelBundle.fromZip(zip, folder));
    } catch (BundleException e) {
      // It may serve where classifiers run, and is not what is published here.
      logger.warn("the champion cannot be compared with here: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private synchronized Optional<byte[]> championBeside(String sha256) {
    ModelCatalog catalog = log.catchUp();
    int champion = catalog.version(ModelAlias.CHAMPION);
    return catalog.models().stream()
        .filter(manifest -> manifest.version() == champion)
        .filter(manifest -> !manifest.sha256().equals(sha256))
        .findFirst()
        .map(manifest -> log.zip(catalog.model(champion)));
  }

  @Override
  public void challenge(int version, String by, String reason) {
    write(catalog -> ModelChange.challenge(catalog, version, now(by, reason)));
  }

  @Override
  public void promote(int version, String by, String reason) {
    whenReady(
        version,
        now(by, reason),
        catalog -> ModelChange.promote(catalog, version, now(by, reason)));
  }

  @Override
  public void startCanary(int version, CameraShare cameras, String by, String reason) {
    write(catalog -> ModelChange.startCanary(catalog, version, cameras, now(by, reason)));
  }

  @Override
  public void endCanary(String by, String reason) {
    write(
        catalog -> {
          int version = catalog.version(ModelAlias.CANARY);
          if (version == 0) {
            throw new ModelConflict("there is no canary");
          }
          return ModelChange.endCanary(catalog, version, now(by, reason));
        });
  }

  @Override
  public int rollBack(String by, String reason) {
    int version;
    synchronized (this) {
      version = ModelChange.previous(log.catchUp());
    }
    whenReady(
        version,
        now(by, reason),
        catalog ->
            ModelChange.rollBack(catalog, version, now(by, reason), AuditEntry.Action.ROLLED_BACK));
    return version;
  }

  @Override
  public void delete(int version, String by, String reason) {
    write(catalog -> ModelChange.delete(catalog, version, now(by, reason)));
  }

  @Override
  public synchronized void close() {
    log.close();
  }

  /** Both steps of a promotion: get everybody ready, then {@code activate}; or nothing at all. */
  private void whenReady(
      int version, Request request, Function<ModelCatalog, ModelChange<Integer>> activate) {
    write(catalog -> ModelChange.nominate(catalog, version, request, readyLimit));
    try {
      awaitReady(version);
      write(activate);
    } catch (RuntimeException e) {
      Request failed = now(request.by(), String.valueOf(e.getMessage()));
      write(catalog -> ModelChange.withdraw(catalog, version, failed));
      throw e;
    }
  }

  private void awaitReady(int version) {
    Instant deadline = Instant.now().plus(readyLimit);
    while (true) {
      Readiness readiness = Readiness.of(version, classifiers());
      if (readiness.complete()) {
        return;
      }
      if (readiness.hopeless() || Instant.now().isAfter(deadline)) {
        throw new ModelConflict(readiness.toString());
      }
      sleep(READY_POLL);
    }
  }

  private synchronized <T> T write(Function<ModelCatalog, ModelChange<T>> decide) {
    try {
      return transactions.write(log, decide);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing models", e);
    }
  }

  private static void sleep(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while classifiers get ready", e);
    }
  }

  private static Request now(String by, String reason) {
    return new Request(by, Instant.now(), reason);
  }
}
