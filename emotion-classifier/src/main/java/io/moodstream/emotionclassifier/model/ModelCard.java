package io.moodstream.emotionclassifier.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.moodstream.pipeline.frames.Expression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a model is, how well it does and where it comes from: {@code model.json} of a bundle.
 *
 * @param name short, for lists and screens: {@code compact}
 * @param architecture {@code paper} or {@code compact} for the networks that the trainer builds
 * @param labels of the seven outputs, in model order
 * @param parameters trained numbers
 * @param multiplyAdds for one face
 * @param temperature serving answers softmax(logits / temperature); 1 leaves them as they are (Guo
 *     et al., "On Calibration of Modern Neural Networks", 2017)
 * @param graphSha256 of {@code saved_model.pb}, lower-case hex
 * @param command that trained it
 * @param notice licence and terms of the weights and of the data behind them
 */
public record ModelCard(
    String name,
    String architecture,
    List<String> labels,
    long parameters,
    long multiplyAdds,
    TrainingData data,
    Metrics metrics,
    double temperature,
    String graphSha256,
    Instant trainedAt,
    String command,
    String notice) {
  private static final int MAX_NAME = 64;
  private static final int MAX_TEXT = 20_000;
  private static final int MAX_EXTRAS = 500;
  private static final int MAX_ANCESTORS = 200;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * @param source {@code FER-2013}
   * @param trainingImages that the weights were fitted to
   * @param testImages behind {@link Metrics}
   * @param split which images are which: {@code Training / PublicTest}
   * @param ancestors what the initial model and the teachers were trained on, and theirs; absent
   *     from a card: none
   */
  public record TrainingData(
      String source,
      int trainingImages,
      int testImages,
      String split,
      @JsonProperty(required = false) @JsonSetter(nulls = Nulls.AS_EMPTY) List<Seen> ancestors) {
    public TrainingData {
      requireShort("data.source", source, MAX_TEXT);
      requireShort("data.split", split, MAX_TEXT);
      if (ancestors.size() > MAX_ANCESTORS) {
        throw new IllegalArgumentException(
            "data.ancestors has %,d entries, more than %d"
                .formatted(ancestors.size(), MAX_ANCESTORS));
      }
      ancestors = List.copyOf(ancestors);
    }

    /** Of this model and its ancestors, each once. */
    public Stream<Seen> seen() {
      return Stream.concat(Stream.of(new Seen(source, split)), ancestors.stream()).distinct();
    }
  }

  /**
   * Data that a model was trained on.
   *
   * @param source as in {@link TrainingData}
   * @param split as in {@link TrainingData}
   */
  public record Seen(String source, String split) {
    public Seen {
      requireShort("data.ancestors.source", source, MAX_TEXT);
      requireShort("data.ancestors.split", split, MAX_TEXT);
    }
  }

  /**
   * Measured on the test images through the served graph.
   *
   * @param accuracy 0 to 1
   * @param macroF1 mean of the seven F1 scores, 0 to 1
   * @param classes in model order
   * @param confusionMatrix 7 x 7 counts: row the true expression, column the model's
   * @param calibrationErrorBefore expected calibration error at temperature 1, 0 to 1
   * @param calibrationErrorAfter the same at the card's temperature
   * @param extras further figures by name; may be empty
   */
  public record Metrics(
      double accuracy,
      double macroF1,
      List<ClassMetrics> classes,
      List<List<Integer>> confusionMatrix,
      double calibrationErrorBefore,
      double calibrationErrorAfter,
      Map<String, Double> extras) {
    public Metrics {
      requireShare("metrics.accuracy", accuracy);
      requireShare("metrics.macroF1", macroF1);
      requireShare("metrics.calibrationErrorBefore", calibrationErrorBefore);
      requireShare("metrics.calibrationErrorAfter", calibrationErrorAfter);
      classes = List.copyOf(classes);
      requireLabels("metrics.classes", classes.stream().map(ClassMetrics::label).toList());
      confusionMatrix = confusionMatrix.stream().map(List::copyOf).toList();
      int side = Expression.ALL.size();
      if (confusionMatrix.size() != side
          || confusionMatrix.stream().anyMatch(row -> row.size() != side)) {
        throw new IllegalArgumentException("metrics.confusionMatrix is not 7 x 7");
      }
      if (extras.size() > MAX_EXTRAS) {
        throw new IllegalArgumentException(
            "metrics.extras has %,d figures, more than %d".formatted(extras.size(), MAX_EXTRAS));
      }
      extras.keySet().forEach(key -> requireShort("metrics.extras", key, MAX_NAME));
      extras = Map.copyOf(extras);
    }
  }

  /** Precision and recall of one expression, 0 to 1. */
  public record ClassMetrics(String label, double precision, double recall) {
    public ClassMetrics {
      requireShare("metrics.classes.precision", precision);
      requireShare("metrics.classes.recall", recall);
    }
  }

  public ModelCard {
    requireShort("name", name, MAX_NAME);
    requireShort("architecture", architecture, MAX_NAME);
    requireShort("command", command, MAX_TEXT);
    requireShort("notice", notice, MAX_TEXT);
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is empty");
    }
    labels = List.copyOf(labels);
    requireLabels("labels", labels);
    if (parameters <= 0) {
      throw new IllegalArgumentException("parameters is %d, not positive".formatted(parameters));
    }
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "temperature is %s, not a finite number above 0".formatted(temperature));
    }
    if (!SHA256.matcher(graphSha256).matches()) {
      throw new IllegalArgumentException(
          "graphSha256 '%s' is not 64 lower-case hex digits".formatted(graphSha256));
    }
  }

  /** The content of {@code model.json}. */
  public String toJson() {
    return new String(BundleJson.write(this), UTF_8);
  }

  /**
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  public static ModelCard ofJson(String json) {
    return BundleJson.read(json.getBytes(UTF_8), ModelCard.class);
  }

  /** Lists, logs and records on Kafka hold these texts. */
  private static void requireShort(String field, String text, int characters) {
    if (text.length() > characters) {
      throw new IllegalArgumentException(
          "%s has %,d characters, more than %,d".formatted(field, text.length(), characters));
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw new IllegalArgumentException("%s holds control characters".formatted(field));
    }
  }

  private static void requireLabels(String field, List<String> labels) {
    if (!labels.equals(Expression.labels())) {
      throw new IllegalArgumentException(
          "%s are %s, not %s in this order".formatted(field, labels, Expression.labels()));
    }
  }

  private static void requireShare(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s is %s, not in [0, 1]".formatted(field, value));
    }
  }
}
