package io.moodstream.trainer;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.BundleWeights;
import io.moodstream.trainer.network.Precision;
import io.moodstream.trainer.network.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labelled faces to a model bundle. The run is saved in the output folder after every epoch: {@code
 * checkpoint.bin} to go on from, {@code epochs.jsonl} to look at, {@code left-out.txt} where
 * pictures were, {@code model/} when it is over.
 */
public final class Trainer {
  static final String CHECKPOINT = "checkpoint.bin";
  static final String BEST = "best.bin";
  static final String EPOCHS = "epochs.jsonl";
  static final String MODEL = "model";

  /** The pictures that are no faces to learn from. */
  static final String LEFT_OUT = "left-out.txt";

  /** The bundle before it is measured. */
  static final String DRAFT = "model-draft";

  private Trainer() {}

  /**
   * Trains, measures and packages.
   *
   * @throws TrainerException for all that a person can put right
   * @throws InterruptedException if the thread is interrupted; the last epoch's checkpoint is
   *     intact
   */
  public static ModelBundle train(TrainingSettings settings, TrainingListener listener)
      throws InterruptedException {
    try {
      return run(settings, listener);
    } catch (RuntimeException e) {
      // An interrupt breaks files that are being read or written: that is not their failure.
      if (Thread.interrupted()) {
        InterruptedException interrupted = new InterruptedException("stopped");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }

  /** The bundle of a run that is over. */
  public static Optional<ModelBundle> finished(Path out) {
    Path model = out.resolve(MODEL);
    return Files.exists(model) ? Optional.of(ModelBundle.open(model)) : Optional.empty();
  }

  /** Deletes what a run goes on from; its bundle and its curve stay. */
  public static void discardCheckpoints(Path out) {
    try {
      Files.deleteIfExists(out.resolve(CHECKPOINT));
      Files.deleteIfExists(out.resolve(BEST));
    } catch (IOException e) {
      throw new TrainerException("%s cannot be tidied up: %s".formatted(out, e.getMessage()), e);
    }
  }

  /** Deletes all that a run has left, if anything. */
  public static void discard(Path out) {
    if (Files.exists(out)) {
      Folders.delete(out);
    }
  }

  private static ModelBundle run(TrainingSettings settings, TrainingListener listener)
      throws InterruptedException {
    requireFreshOrResumed(settings);
    TrainingPlan plan = TrainingPlan.of(settings);
    writeLeftOut(plan);
    Batches batches = plan.batches();
    Precision precision =
        settings.computing().precision().orElseGet(() -> PrecisionCheck.best(plan, batches));
    try (TrainingGraph graph = new TrainingGraph(plan, precision)) {
      Checkpoint start = start(plan, graph);
      listener.started(
          new TrainingListener.Start(
              settings.learning().architecture(),
              precision,
              plan.train().size(),
              plan.measured().size(),
              plan.split(),
              plan.recipe().epochs(),
              start.history(),
              batches.count(),
              plan.notices()));
      TrainingRun run = new TrainingRun(plan, graph, batches, listener, start);
      Map<String, Weight> weights = run.run();
      return BundleWriter.write(plan, weights, run.history());
    }
  }

  private static Checkpoint start(TrainingPlan plan, TrainingGraph graph) {
    TrainingSettings settings = plan.settings();
    Path file = settings.output().folder().resolve(CHECKPOINT);
    if (Files.exists(file)) {
      Checkpoint checkpoint = Checkpoint.read(file);
      if (!checkpoint.run().equals(plan.identity())) {
        throw new TrainerException(
            "%s belongs to another run (%s), not to this one (%s): choose another --out"
                .formatted(file, checkpoint.run(), plan.identity()));
      }
      graph.assign(checkpoint.weights());
      return checkpoint;
    }
    settings
        .learning()
        .init()
        .ifPresent(
            bundle -> graph.start(BundleWeights.read(bundle, settings.learning().architecture())));
    return new Checkpoint(plan.identity(), List.of(), 0, Map.of());
  }

  private static void requireFreshOrResumed(TrainingSettings settings) {
    try {
      Files.createDirectories(settings.output().folder());
    } catch (IOException e) {
      throw new TrainerException(
          "the folder %s cannot be made: %s".formatted(settings.output().folder(), e.getMessage()),
          e);
    }
    // The bundle is put there when all is trained, in place of what there is.
    requireBundleOrNothing(settings.output().folder().resolve(MODEL));
    requireBundleOrNothing(settings.output().folder().resolve(DRAFT));
    if (Files.exists(settings.output().folder().resolve(CHECKPOINT))
        && !settings.output().resume()) {
      throw new TrainerException(
          "%s holds a run already: go on with --resume, or choose another --out"
              .formatted(settings.output().folder()));
    }
  }

  private static void writeLeftOut(TrainingPlan plan) {
    Path file = plan.settings().output().folder().resolve(LEFT_OUT);
    try {
      if (plan.leftOut().isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        Files.write(file, plan.leftOut());
      }
    } catch (IOException e) {
      throw new TrainerException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void requireBundleOrNothing(Path folder) {
    if (Files.exists(folder) && !Files.exists(folder.resolve("model.json"))) {
      throw new TrainerException(
          "%s is no model bundle, and the training would replace it: move it away, or choose another --out"
              .formatted(folder));
    }
  }
}
