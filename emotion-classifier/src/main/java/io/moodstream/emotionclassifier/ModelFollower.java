package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.registry.ModelCatalog;
import io.moodstream.emotionclassifier.registry.ModelChange;
import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.emotionclassifier.registry.ModelLog;
import io.moodstream.emotionclassifier.registry.ModelTransactions;
import io.moodstream.emotionclassifier.serving.CanaryRule;
import io.moodstream.emotionclassifier.serving.ModelSlot;
import io.moodstream.emotionclassifier.serving.ServedModels;
import io.moodstream.emotionclassifier.serving.ServedModels.Wanted;
import io.moodstream.emotionclassifier.serving.Shadow;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelRegistry.UnknownModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process's models as the topics about models require, and reports its progress. For one
 * thread.
 */
final class ModelFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final ModelLog models;
  private final ModelTransactions transactions;
  private final ClassifierHeartbeat heartbeat;
  private final FollowSettings settings;
  private final Path folder;
  private final Consumer<ModelBundle> check;
  private final ServedModels served;

  /**
   * Loads the champion, or the latest before it that can serve; publishes {@code first} where there
   * is none.
   *
   * @param folder for bundles from Kafka
   * @throws RuntimeException if there is no champion that can serve; the message is for the user
   */
  ModelFollower(
      KafkaConnection kafka,
      MeterRegistry metrics,
      FollowSettings settings,
      ModelBundle first,
      Path folder,
      Shadow shadow)
      throws InterruptedException {
    this(
        new ModelLog(kafka, metrics, EmotionClassifier.NAME),
        new ModelTransactions(kafka),
        new ClassifierHeartbeat(kafka),
        settings,
        first,
        folder,
        new CheckedBundles(folder, first),
        shadow);
  }

  /**
   * The same; owns and closes {@code models} and {@code heartbeat}.
   *
   * @param check throws a {@link BundleException} for a bundle that this process must not load
   */
  ModelFollower(
      ModelLog models,
      ModelTransactions transactions,
      ClassifierHeartbeat heartbeat,
      FollowSettings settings,
      ModelBundle first,
      Path folder,
      Consumer<ModelBundle> check,
      Shadow shadow)
      throws InterruptedException {
    this.models = models;
    this.transactions = transactions;
    this.heartbeat = heartbeat;
    this.settings = settings;
    this.folder = folder;
    this.check = check;
    try {
      heartbeat.starting();
      served = new ServedModels(this::load, wanted(first), shadow, settings.probation());
    } catch (Throwable e) {
      // For any failure: promotions must not wait for this one.
      models.close();
      heartbeat.close();
      throw e;
    }
  }

  /** The model that serves. */
  ModelSlot slot() {
    return served.slot();
  }

  /** Closed once no thread predicts any more. */
  ServedModels served() {
    return served;
  }

  /** Waits a moment for news and does what they ask for. */
  void step() throws InterruptedException {
    ModelCatalog catalog = models.poll(POLL);
    var complaint = served.slot().complaint(settings.slowFactor());
    if (complaint.isPresent()) {
      fallBack(complaint.get());
    }
    served.follow(Wanted.of(catalog), Instant.now());
    followCanary();
    heartbeat.serving(served);
  }

  /** Ends another thread's {@link #step} with a WakeupException. */
  void wakeUp() {
    models.wakeUp();
  }

  @Override
  public void close() {
    heartbeat.close();
    models.close();
  }

  private Wanted wanted(ModelBundle first) throws InterruptedException {
    if (models.catchUp().version(ModelAlias.CHAMPION) == 0) {
      byte[] zip = first.toZip();
      var request =
          new Request(heartbeat.id(), Instant.now(), "the first model: " + first.card().name());
      // Of several that start together one is first.
      int champion =
          transactions.write(
              models, catalog -> ModelChange.publishFirst(catalog, first, zip, request));
      log.info("model version {} is the first champion", champion);
    }
    return Wanted.of(models.catchUp());
  }

  private void followCanary() throws InterruptedException {
    var verdict = served.canaryVerdict(settings.canary(), settings.slowFactor(), Instant.now());
    if (verdict.isEmpty() || verdict.get().outcome() == CanaryRule.Outcome.CONTINUE) {
      return;
    }
    int version = models.catchUp().version(ModelAlias.CANARY);
    var request = new Request(heartbeat.id(), Instant.now(), verdict.get().reason());
    log.info("model version {}: {}", version, request.reason());
    try {
      transactions.write(
          models,
          catalog ->
              switch (verdict.get().outcome()) {
                case PROMOTE -> ModelChange.finishCanary(catalog, version, request);
                case END -> ModelChange.endCanary(catalog, version, request);
                case CONTINUE -> new ModelChange<>(List.of(), version);
              });
    } catch (KafkaException | UnknownModel e) {
      // The next step tries again.
      log.warn("what becomes of the canary could not be published: {}", e.getMessage());
    }
  }

  private void fallBack(String complaint) throws InterruptedException {
    int failed = served.slot().served().version();
    String reason = "version %d failed here: %s".formatted(failed, complaint);
    Optional<Integer> serving = served.fallBack(reason);
    if (serving.isEmpty()) {
      return;
    }
    int old = serving.get();
    var request = new Request(heartbeat.id(), Instant.now(), reason);
    try {
      transactions.write(
          models,
          catalog ->
              catalog.version(ModelAlias.CHAMPION) == failed
                  ? ModelChange.rollBack(catalog, old, request, AuditEntry.Action.FELL_BACK)
                  : new ModelChange<>(List.of(), old));
    } catch (KafkaException | UnknownModel e) {
      // Here the old champion serves anyway; the next start asks for the failed one again.
      log.warn("the fall back to version {} could not be published: {}", old, e.getMessage());
    }
  }

  /** From Kafka, or from the disk where it was unpacked before. */
  private ExpressionModel load(int version) {
    ModelCatalog.Published model = models.catchUp().model(version);
    Path bundle = folder.resolve(Integer.toString(version));
    ModelBundle opened =
        unpacked(bundle, model.manifest().sha256())
            ? ModelBundle.open(bundle)
            : ModelBundle.fromZip(models.zip(model), bundle);
    check.accept(opened);
    return ExpressionModel.load(opened);
  }

  private static boolean unpacked(Path bundle, String sha256) {
    try {
      return Files.exists(bundle) && ModelBundle.open(bundle).sha256().equals(sha256);
    } catch (BundleException e) {
      log.info("{}: read from Kafka again", e.getMessage());
      return false;
    }
  }
}
