package io.moodstream.trainer.evaluation;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelCard.ClassMetrics;
import io.moodstream.emotionclassifier.model.ModelCard.Metrics;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.faces.Dataset;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.NearCopies;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.faces.Votes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How good a model is on labelled faces, measured through what serves: the classifier's own
 * preprocessing and model.
 *
 * @param images behind the figures
 * @param macroF1 mean over the expressions that are there
 * @param calibrationError expected calibration error with the model's temperature
 * @param calibrationErrorBefore the same without
 * @param extras further accuracies by name
 */
public record Evaluation(
    int images,
    double accuracy,
    double macroF1,
    List<ClassMetrics> classes,
    Confusion confusion,
    double calibrationError,
    double calibrationErrorBefore,
    Map<String, Double> extras) {
  public static final String WITHOUT_COPIES = "accuracyWithoutCopiesOfTrainingImages";
  public static final String WITHOUT_NEAR_COPIES = "accuracyWithoutNearCopiesInTrain";
  static final String WITH_NEAR_COPIES = "accuracyWithNearCopiesInTrain";
  static final String NEAR_COPIES = "shareWithNearCopiesInTrain";
  static final String LOW = "accuracyLow95";
  static final String HIGH = "accuracyHigh95";
  static final String VOTES = "agreementWithFerPlusMajority";

  /**
   * @param train empty where unknown: accuracy is also given for {@code examples} with and without
   *     a near copy among these
   */
  public static Evaluation of(
      ExpressionModel model, List<Example> examples, List<Example> train, Votes votes) {
    if (examples.isEmpty()) {
      throw new TrainerException("there are no pictures to measure on");
    }
    List<Pixels> faces = examples.stream().map(Example::pixels).toList();
    List<Probabilities> predicted = model.predict(faces);
    Confusion confusion = Confusion.of(examples, predicted);
    Calibration calibration = new Calibration(examples, predicted, model.card().temperature());
    Map<String, Double> extras = new LinkedHashMap<>();
    WilsonInterval interval = confusion.interval();
    extras.put(LOW, interval.low());
    extras.put(HIGH, interval.high());
    withoutCopies(examples, predicted, train).ifPresent(it -> extras.put(WITHOUT_COPIES, it));
    if (!train.isEmpty()) {
      putNearCopies(
          extras,
          examples,
          predicted,
          NearCopies.among(faces, train.stream().map(Example::pixels).toList()));
    }
    votesAgreement(examples, predicted, votes).ifPresent(it -> extras.put(VOTES, it));
    for (Corruption disturbance : Corruption.values()) {
      List<Probabilities> disturbed =
          model.predict(faces.stream().map(disturbance::apply).toList());
      extras.put(disturbance.key(), Confusion.of(examples, disturbed).accuracy());
    }
    return new Evaluation(
        examples.size(),
        confusion.accuracy(),
        confusion.macroF1(),
        confusion.classes(),
        confusion,
        calibration.error(model.card().temperature()),
        calibration.error(1),
        Map.copyOf(extras));
  }

  /**
   * Of a bundle on a folder, csv or tar.gz.
   *
   * @param data its test pictures are measured, all of them where it is not divided; its training
   *     pictures tell which of these are known answers
   * @throws TrainerException if the data cannot be read
   */
  public static Evaluation of(ExpressionModel model, Dataset data, Votes votes) {
    return of(model, data.measured(), data.test().isEmpty() ? List.of() : data.train(), votes);
  }

  public Metrics metrics(double calibrationErrorAfter) {
    return new Metrics(
        accuracy,
        macroF1,
        classes,
        confusion.rows(),
        calibrationErrorBefore,
        calibrationErrorAfter,
        extras);
  }

  private static Optional<Double> withoutCopies(
      List<Example> examples, List<Probabilities> predicted, List<Example> train) {
    Set<Pixels> known =
        train.stream().map(Example::pixels).collect(Collectors.toCollection(HashSet::new));
    return share(
        examples,
        predicted,
        train.isEmpty()
            ? example -> Optional.empty()
            : example ->
                known.contains(example.pixels())
                    ? Optional.empty()
                    : Optional.of(example.expression()));
  }

  private static void putNearCopies(
      Map<String, Double> extras,
      List<Example> examples,
      List<Probabilities> predicted,
      boolean[] copies) {
    int[] images = new int[2];
    int[] right = new int[2];
    for (int i = 0; i < copies.length; i++) {
      int side = copies[i] ? 1 : 0;
      images[side]++;
      right[side] += predicted.get(i).top() == examples.get(i).expression() ? 1 : 0;
    }
    extras.put(NEAR_COPIES, (double) images[1] / copies.length);
    if (images[0] > 0) {
      extras.put(WITHOUT_NEAR_COPIES, (double) right[0] / images[0]);
    }
    if (images[1] > 0) {
      extras.put(WITH_NEAR_COPIES, (double) right[1] / images[1]);
    }
  }

  private static Optional<Double> votesAgreement(
      List<Example> examples, List<Probabilities> predicted, Votes votes) {
    return share(examples, predicted, votes::majority);
  }

  /** Of the faces that have an answer: the share that the model gives too. */
  private static Optional<Double> share(
      List<Example> examples, List<Probabilities> predicted, Answer answer) {
    int asked = 0;
    int right = 0;
    for (int i = 0; i < examples.size(); i++) {
      Optional<Expression> wanted = answer.of(examples.get(i));
      if (wanted.isPresent()) {
        asked++;
        right += predicted.get(i).top() == wanted.get() ? 1 : 0;
      }
    }
    return asked == 0 ? Optional.empty() : Optional.of((double) right / asked);
  }

  private interface Answer {
    Optional<Expression> of(Example example);
  }
}
