package io.moodstream.trainer;

import io.moodstream.emotionclassifier.ModelBundle;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.trainer.TrainingSettings.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run trains on, measures on and does, before the first step.
 *
 * @param measured what the finished model is measured on
 * @param split which images are which, in words
 * @param leftOut of the data, a line for each picture
 */
record TrainingPlan(
    TrainingSettings settings,
    Recipe recipe,
    String source,
    List<Example> train,
    List<Example> measured,
    String split,
    Votes votes,
    List<String> leftOut,
    List<String> notices) {
  /** Of what is left out: a terminal bears no more. */
  private static final int NAMED = 20;

  /**
   * @throws TrainerException if the data cannot be read, are too few, or none has the votes asked
   *     for
   */
  static TrainingPlan of(TrainingSettings settings) {
    Recipe recipe = recipe(settings);
    Dataset dataset = Dataset.read(settings.data(), settings.pictures());
    dataset.requireEnough();
    boolean heldOut = settings.monitor() == Monitor.HOLD_OUT || dataset.test().isEmpty();
    HoldOut parts = HoldOut.of(dataset.train());
    List<Example> train = heldOut ? parts.kept() : dataset.train();
    List<Example> measured = heldOut ? parts.held() : dataset.test();
    Votes votes = settings.votes().map(Votes::read).orElse(Votes.NONE);
    List<String> notices = new ArrayList<>(dataset.notices());
    List<String> leftOut = dataset.leftOut();
    leftOut.stream().limit(NAMED).forEach(picture -> notices.add("left out: " + picture));
    if (leftOut.size() > NAMED) {
      notices.add(
          "left out: %d more, see %s"
              .formatted(leftOut.size() - NAMED, settings.out().resolve(Trainer.LEFT_OUT)));
    }
    if (settings.votes().isPresent()) {
      notices.add(votes.coverage(Stream.concat(train.stream(), measured.stream()).toList()));
    }
    return new TrainingPlan(
        settings,
        recipe,
        dataset.source(),
        train,
        measured,
        heldOut ? "a held-out tenth of train" : "test",
        votes,
        leftOut,
        notices);
  }

  private static Recipe recipe(TrainingSettings settings) {
    Recipe recipe = Recipe.of(settings.architecture());
    if (settings.epochs().isPresent()) {
      recipe = recipe.withEpochs(settings.epochs().getAsInt());
    }
    if (settings.rate().isPresent()) {
      recipe = recipe.withRate((float) settings.rate().getAsDouble());
    }
    for (Map.Entry<String, Double> change : settings.changes().entrySet()) {
      try {
        recipe = recipe.with(change.getKey(), change.getValue());
      } catch (IllegalArgumentException e) {
        throw new TrainerException("--recipe: " + e.getMessage(), e);
      }
    }
    return recipe;
  }

  /** What each epoch is measured on; empty if nothing is. */
  List<Example> monitored() {
    return settings.monitor() == Monitor.NOTHING ? List.of() : measured;
  }

  /**
   * Votes to learn from. Where the recipe does not, they only tell how far the finished model
   * agrees.
   */
  Votes learnedVotes() {
    return recipe.votesWeight() > 0 ? votes : Votes.NONE;
  }

  Batches batches() {
    Targets labels = Targets.labels(train, recipe.labelSmoothing());
    Targets targets =
        settings.teachers().isEmpty()
            ? labels
            : labels.taughtBy(settings.teachers(), train, recipe.teacherWeight());
    return new Batches(train, targets, learnedVotes(), recipe, settings.seed());
  }

  /** What makes this run this run: a checkpoint of another one cannot be gone on from. */
  String identity() {
    int faces = 0;
    for (Example example : train) {
      faces = 31 * faces + example.pixels().hashCode();
      faces = 31 * faces + Expression.ALL.indexOf(example.expression());
    }
    return "%s, %d epochs, seed %d, %d faces %08x, %d votes%s%s%s"
        .formatted(
            settings.architecture().label(),
            recipe.epochs(),
            settings.seed(),
            train.size(),
            faces,
            learnedVotes().byName().size(),
            settings.rate().isPresent() ? ", rate " + settings.rate().getAsDouble() : "",
            settings.changes().isEmpty() ? "" : ", recipe " + settings.changes(),
            settings.teachers().stream()
                .map(bundle -> ", taught by " + ModelBundle.open(bundle).card().graphSha256())
                .collect(Collectors.joining()));
  }
}
