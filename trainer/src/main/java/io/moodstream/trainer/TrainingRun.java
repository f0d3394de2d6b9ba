package io.moodstream.trainer;

import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.Recipe;
import io.moodstream.trainer.network.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The epochs of a run, from where it stands to its end. */
final class TrainingRun {
  private final TrainingSettings settings;
  private final Recipe recipe;
  private final TrainingPlan plan;
  private final TrainingGraph graph;
  private final Batches batches;
  private final TrainingListener listener;
  private final List<EpochResult> history;
  private final Path checkpoint;
  private final Path best;
  private long step;

  TrainingRun(
      TrainingPlan plan,
      TrainingGraph graph,
      Batches batches,
      TrainingListener listener,
      Checkpoint start) {
    this.plan = plan;
    this.settings = plan.settings();
    this.recipe = plan.recipe();
    this.graph = graph;
    this.batches = batches;
    this.listener = listener;
    this.history = new ArrayList<>(start.history());
    this.step = start.step();
    checkpoint = settings.output().folder().resolve(Trainer.CHECKPOINT);
    best = settings.output().folder().resolve(Trainer.BEST);
  }

  List<EpochResult> history() {
    return List.copyOf(history);
  }

  /**
   * Trains to the end.
   *
   * @return the weights that serve: the last epoch's, or with patience the best one's
   */
  Map<String, Weight> run() throws InterruptedException {
    EpochEvaluator measure =
        new EpochEvaluator(
            settings.learning().architecture(), plan.monitored(), settings.computing().threads());
    String identity = plan.identity();
    while (history.size() < recipe.epochs() && !patienceIsOver()) {
      long start = System.nanoTime();
      Stopwatch watch = new Stopwatch();
      EpochResult.Score train = steps(history.size() + 1, watch);
      Map<String, Weight> all = graph.read();
      requireFinite(all);
      Optional<EpochResult.Score> score = measure.score(TrainingGraph.serving(all));
      boolean better = score.isPresent() && score.get().accuracy() > bestAccuracy();
      EpochResult result =
          new EpochResult(
              history.size() + 1,
              train,
              score,
              rate(step - 1),
              watch.imagesPerSecond(),
              watch.waiting(),
              (System.nanoTime() - start) * 1e-9);
      history.add(result);
      Checkpoint now = new Checkpoint(identity, history(), step, all);
      if (better && settings.measuring().patience().isPresent()) {
        now.write(best);
      }
      now.write(checkpoint);
      writeHistory();
      listener.epochEnded(result);
    }
    boolean chosen = settings.measuring().patience().isPresent() && Files.exists(best);
    return TrainingGraph.serving(chosen ? Checkpoint.read(best).weights() : graph.read());
  }

  private EpochResult.Score steps(int epoch, Stopwatch watch) throws InterruptedException {
    double loss = 0;
    long correct = 0;
    try (Loader loader = new Loader(batches, epoch, 1)) {
      for (int i = 1; i <= batches.count(); i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("stopped in epoch " + epoch);
        }
        Batch batch = watch.waitFor(loader);
        TrainingGraph.Outcome outcome = graph.step(batch, step + 1, rate(step));
        watch.stepped(batch.size());
        step++;
        requireFinite(outcome.loss(), epoch, i);
        loss += outcome.loss();
        correct += outcome.correct();
        listener.stepped(
            new TrainingListener.Progress(
                epoch,
                i,
                loss / i,
                (double) correct / ((long) i * batch.size()),
                watch.imagesPerSecond()));
      }
    }
    int steps = batches.count();
    return new EpochResult.Score(loss / steps, (double) correct / ((long) steps * batches.size()));
  }

  private void requireFinite(float loss, int epoch, int i) {
    if (!Float.isFinite(loss)) {
      throw new TrainerException(
          "the loss is %s in step %d of epoch %d. %s".formatted(loss, i, epoch, wayOut()));
    }
  }

  /** Before the checkpoint: the last update of an epoch shows in no loss of that epoch. */
  private void requireFinite(Map<String, Weight> weights) {
    weights.forEach(
        (name, weight) -> {
          if (!weight.isFinite()) {
            throw new TrainerException(
                "the weights %s are no numbers any more after epoch %d. %s"
                    .formatted(name, history.size() + 1, wayOut()));
          }
        });
  }

  private String wayOut() {
    String held =
        Files.notExists(checkpoint)
            ? "There is no checkpoint yet"
            : "%s holds epoch %d".formatted(checkpoint, history.size());
    return held + "; try --precision fp32, a lower --rate or other data";
  }

  private float rate(long completed) {
    double steps = (double) recipe.epochs() * batches.count();
    return recipe.schedule().rate(completed / steps);
  }

  private double bestAccuracy() {
    return history.stream()
        .flatMap(result -> result.measured().stream())
        .mapToDouble(EpochResult.Score::accuracy)
        .max()
        .orElse(-1);
  }

  private boolean patienceIsOver() {
    if (settings.measuring().patience().isEmpty()) {
      return false;
    }
    double top = bestAccuracy();
    int since = 0;
    for (EpochResult result : history) {
      boolean reached = result.measured().map(score -> score.accuracy() >= top).orElse(false);
      since = reached ? 0 : since + 1;
    }
    return since >= settings.measuring().patience().getAsInt();
  }

  /** Whole, so that a resumed run's file has no epoch twice. */
  private void writeHistory() {
    Path file = settings.output().folder().resolve(Trainer.EPOCHS);
    String lines =
        history.stream().map(EpochResult::toJson).collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new TrainerException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
