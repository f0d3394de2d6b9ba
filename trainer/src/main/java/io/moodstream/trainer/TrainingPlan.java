package io.moodstream.trainer;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.trainer.TrainingSettings.Monitor;
import io.moodstream.trainer.faces.Dataset;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.HoldOut;
import io.moodstream.trainer.faces.SoftLabels;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.faces.Votes;
import io.moodstream.trainer.network.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    SoftLabels softLabels,
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
    requireShares(recipe, settings.inputs().targets());
    Dataset dataset = Dataset.read(settings.inputs().data(), settings.inputs().pictures());
    dataset.requireEnough();
    Optional<HoldOut> parts =
        settings.measuring().monitor() == Monitor.HOLD_OUT || dataset.test().isEmpty()
            ? Optional.of(HoldOut.of(dataset.train()))
            : Optional.empty();
    List<Example> train = parts.map(HoldOut::kept).orElse(dataset.train());
    List<Example> measured = parts.map(HoldOut::held).orElse(dataset.test());
    Votes votes = settings.inputs().targets().votes().map(Votes::read).orElse(Votes.NONE);
    SoftLabels softLabels =
        settings.inputs().targets().softLabels().map(SoftLabels::read).orElse(SoftLabels.NONE);
    List<String> notices = new ArrayList<>(dataset.notices());
    List<String> leftOut = dataset.leftOut();
    leftOut.stream().limit(NAMED).forEach(picture -> notices.add("left out: " + picture));
    if (leftOut.size() > NAMED) {
      notices.add(
          "left out: %d more, see %s"
              .formatted(
                  leftOut.size() - NAMED, settings.output().folder().resolve(Trainer.LEFT_OUT)));
    }
    if (parts.isPresent() && !parts.get().copiesApart()) {
      notices.add(
          "the pictures are too alike to hold any out without near copies in the rest: the accuracy"
              + " is partly recall");
    }
    parts.ifPresent(
        tenth -> {
          List<String> leaks = HoldOutCheck.leaks(settings, dataset.source(), tenth, softLabels);
          if (settings.measuring().monitor() == Monitor.HOLD_OUT) {
            HoldOutCheck.requireNone(leaks);
          }
          leaks.forEach(leak -> notices.add("the accuracy is partly recall: " + leak));
        });
    if (settings.inputs().targets().softLabels().isPresent()) {
      notices.add(softLabels.coverage(train));
    }
    if (settings.inputs().targets().votes().isPresent()) {
      notices.add(votes.coverage(Stream.concat(train.stream(), measured.stream()).toList()));
    }
    return new TrainingPlan(
        settings,
        recipe,
        dataset.source(),
        train,
        measured,
        parts.map(HoldOut::split).orElse("test"),
        votes,
        softLabels,
        leftOut,
        notices);
  }

  private static Recipe recipe(TrainingSettings settings) {
    Recipe recipe = Recipe.of(settings.learning().architecture());
    if (settings.learning().epochs().isPresent()) {
      recipe = recipe.withEpochs(settings.learning().epochs().getAsInt());
    }
    if (settings.learning().rate().isPresent()) {
      recipe = recipe.withRate((float) settings.learning().rate().getAsDouble());
    }
    for (Map.Entry<String, Double> change : settings.learning().changes().entrySet()) {
      try {
        recipe = recipe.with(change.getKey(), change.getValue());
      } catch (IllegalArgumentException e) {
        throw new TrainerException("--recipe: " + e.getMessage(), e);
      }
    }
    return recipe;
  }

  /** The label is what the other targets leave of 1. */
  private static void requireShares(Recipe recipe, TargetSources targets) {
    float others =
        (targets.teachers().isEmpty() ? 0 : recipe.teacherWeight())
            + (targets.softLabels().isEmpty() ? 0 : recipe.softLabelsWeight());
    if (others > 1) {
      throw new TrainerException(
          "--recipe: teacherWeight %s and softLabelsWeight %s sum to more than 1"
              .formatted(recipe.teacherWeight(), recipe.softLabelsWeight()));
    }
  }

  /** What each epoch is measured on; empty if nothing is. */
  List<Example> monitored() {
    return settings.measuring().monitor() == Monitor.NOTHING ? List.of() : measured;
  }

  /**
   * Votes to learn from. Where the recipe does not, they only tell how far the finished model
   * agrees.
   */
  Votes learnedVotes() {
    return recipe.votesWeight() > 0 ? votes : Votes.NONE;
  }

  Batches batches() {
    return new Batches(
        train,
        Targets.of(train, recipe, softLabels, settings.inputs().targets().teachers()),
        learnedVotes(),
        recipe,
        settings.computing().seed());
  }

  /** What makes this run this run: a checkpoint of another one cannot be gone on from. */
  String identity() {
    int faces = 0;
    for (Example example : train) {
      faces = 31 * faces + example.pixels().hashCode();
      faces = 31 * faces + Expression.ALL.indexOf(example.expression());
    }
    return "%s, %d epochs, seed %d, %d faces %08x, %d votes%s%s%s%s"
        .formatted(
            settings.learning().architecture().label(),
            recipe.epochs(),
            settings.computing().seed(),
            train.size(),
            faces,
            learnedVotes().byFile().size(),
            settings.learning().rate().isPresent()
                ? ", rate " + settings.learning().rate().getAsDouble()
                : "",
            settings.learning().changes().isEmpty()
                ? ""
                : ", recipe " + settings.learning().changes(),
            softLabels.isEmpty()
                ? ""
                : ", soft labels %08x".formatted(softLabels.fingerprint(train)),
            settings.inputs().targets().teachers().stream()
                .map(bundle -> ", taught by " + ModelBundle.open(bundle).card().graphSha256())
                .collect(Collectors.joining()));
  }
}
