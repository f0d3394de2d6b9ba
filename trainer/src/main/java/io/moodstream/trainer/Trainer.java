package io.moodstream.trainer;

import io.moodstream.emotionclassifier.ModelBundle;
import io.moodstream.pipeline.Expression;
import io.moodstream.trainer.TrainingSettings.Monitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Labelled faces to a model bundle. The run stands in the output folder after every epoch: {@code
 * checkpoint.bin} to go on from, {@code epochs.jsonl} to look at, {@code model/} when it is over.
 */
public final class Trainer {
  static final String CHECKPOINT = "checkpoint.bin";
  static final String BEST = "best.bin";
  static final String EPOCHS = "epochs.jsonl";
  static final String MODEL = "model";

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
    Path checkpointFile = settings.out().resolve(CHECKPOINT);
    requireFreshOrResume(settings, checkpointFile);
    Dataset dataset = Dataset.read(settings.data());
    dataset.requireEnough();
    boolean heldOut = settings.monitor() == Monitor.HOLD_OUT || dataset.test().isEmpty();
    HoldOut holdOut = HoldOut.of(dataset.train());
    List<Example> train = heldOut ? holdOut.kept() : dataset.train();
    List<Example> measured = heldOut ? holdOut.held() : dataset.test();
    Votes votes = settings.votes().isPresent() ? Votes.read(settings.votes().get()) : Votes.NONE;

    Recipe recipe = recipe(settings);
    Batches batches = new Batches(train, votes, recipe, settings.seed());
    Precision precision =
        settings.precision().orElseGet(() -> PrecisionCheck.best(settings, recipe, batches));
    String run = describe(settings, recipe, train, votes);
    try (TrainingGraph graph =
        new TrainingGraph(
            settings.architecture(),
            recipe,
            !votes.isEmpty(),
            precision,
            settings.threads(),
            settings.seed())) {
      List<EpochResult> history = new ArrayList<>();
      long step = 0;
      if (settings.resume() && Files.exists(checkpointFile)) {
        Checkpoint checkpoint = resumed(checkpointFile, run);
        graph.assign(checkpoint.weights());
        history.addAll(checkpoint.history());
        step = checkpoint.step();
      } else if (settings.init().isPresent()) {
        graph.assign(BundleWeights.read(settings.init().get(), settings.architecture()));
      }
      listener.started(
          new TrainingListener.Start(
              settings.architecture(),
              precision,
              train.size(),
              measured.size(),
              recipe.epochs(),
              history.size(),
              batches.count(),
              dataset.notices()));
      TrainingRun loop =
          new TrainingRun(settings, recipe, graph, batches, run, listener, history, step);
      Map<String, Weight> weights =
          loop.run(settings.monitor() == Monitor.NOTHING ? List.of() : measured);
      String split = heldOut ? "a held-out tenth of train" : "train / test";
      return BundleWriter.write(
          settings,
          new BundleWriter.Outcome(
              dataset.source(), train, measured, split, votes, weights, history));
    }
  }

  private static Recipe recipe(TrainingSettings settings) {
    Recipe recipe = Recipe.of(settings.architecture());
    return settings.epochs().isPresent() ? recipe.withEpochs(settings.epochs().getAsInt()) : recipe;
  }

  private static void requireFreshOrResume(TrainingSettings settings, Path checkpoint) {
    try {
      Files.createDirectories(settings.out());
    } catch (IOException e) {
      throw new TrainerException(
          "the folder %s cannot be made: %s".formatted(settings.out(), e.getMessage()), e);
    }
    if (Files.exists(checkpoint) && !settings.resume()) {
      throw new TrainerException(
          "%s holds a run already: go on with --resume, or choose another --out"
              .formatted(settings.out()));
    }
  }

  private static Checkpoint resumed(Path file, String run) {
    Checkpoint checkpoint = Checkpoint.read(file);
    if (!checkpoint.run().equals(run)) {
      throw new TrainerException(
          "%s belongs to another run (%s), not to this one (%s): choose another --out"
              .formatted(file, checkpoint.run(), run));
    }
    return checkpoint;
  }

  private static String describe(
      TrainingSettings settings, Recipe recipe, List<Example> train, Votes votes) {
    int faces = 0;
    for (Example example : train) {
      faces =
          31 * (31 * faces + example.pixels().hashCode())
              + Expression.ALL.indexOf(example.expression());
    }
    return "%s, %d epochs, seed %d, %d faces %08x, %d votes"
        .formatted(
            settings.architecture().label(),
            recipe.epochs(),
            settings.seed(),
            train.size(),
            faces,
            votes.byName().size());
  }
}
