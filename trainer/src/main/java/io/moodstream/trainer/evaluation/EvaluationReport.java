package io.moodstream.trainer.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.emotionclassifier.model.ModelCard;
import io.moodstream.emotionclassifier.model.ModelCard.ClassMetrics;
import io.moodstream.emotionclassifier.model.ModelCard.Metrics;
import io.moodstream.pipeline.frames.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An evaluation for people and for programs. */
public final class EvaluationReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EvaluationReport() {}

  /**
   * One object: {@code images}, {@code accuracy}, {@code macroF1}, {@code
   * expectedCalibrationError}, {@code expectedCalibrationErrorBefore}, {@code labels}, {@code
   * classes} (each with the 95% interval of its recall), {@code confusionMatrix} (rows: what is
   * shown), and each further accuracy under its own name.
   */
  public static String json(Evaluation evaluation) {
    return json(evaluation, Map.of());
  }

  /**
   * @param robustness adds {@code robustness}: by effect, its {@code unit} and its {@code points}
   *     ({@code level}, {@code accuracy}, {@code low95}, {@code high95}); empty: adds nothing
   */
  public static String json(
      Evaluation evaluation, Map<CameraEffect, List<Robustness.Point>> robustness) {
    ObjectNode node = JSON.createObjectNode();
    node.put("images", evaluation.images());
    node.put("accuracy", evaluation.accuracy());
    node.put("macroF1", evaluation.macroF1());
    node.put("expectedCalibrationError", evaluation.calibrationError());
    node.put("expectedCalibrationErrorBefore", evaluation.calibrationErrorBefore());
    node.set("labels", JSON.valueToTree(Expression.labels()));
    ArrayNode classes = node.putArray("classes");
    for (int i = 0; i < evaluation.classes().size(); i++) {
      ClassMetrics metrics = evaluation.classes().get(i);
      Expression expression = Expression.ALL.get(i);
      WilsonInterval recall = recall(evaluation.confusion(), expression);
      classes
          .addObject()
          .put("label", metrics.label())
          .put("images", evaluation.confusion().images(expression))
          .put("precision", metrics.precision())
          .put("recall", metrics.recall())
          .put("recallLow95", recall.low())
          .put("recallHigh95", recall.high());
    }
    node.set("confusionMatrix", JSON.valueToTree(evaluation.confusion().rows()));
    new TreeMap<>(evaluation.extras()).forEach(node::put);
    if (!robustness.isEmpty()) {
      put(node.putObject("robustness"), robustness);
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers that JSON cannot hold", e);
    }
  }

  private static void put(ObjectNode node, Map<CameraEffect, List<Robustness.Point>> robustness) {
    robustness.forEach(
        (effect, points) -> {
          ObjectNode one = node.putObject(effect.name().toLowerCase(Locale.ROOT));
          one.put("unit", effect.unit());
          ArrayNode array = one.putArray("points");
          for (Robustness.Point point : points) {
            array
                .addObject()
                .put("level", point.level())
                .put("accuracy", point.accuracy())
                .put("low95", point.interval().low())
                .put("high95", point.interval().high());
          }
        });
  }

  /** One line for each effect: accuracy in percent at each level. */
  public static String text(Map<CameraEffect, List<Robustness.Point>> robustness) {
    StringBuilder text = new StringBuilder();
    robustness.forEach(
        (effect, points) -> {
          text.append(String.format(Locale.ROOT, "%-20s", effect.title()));
          points.forEach(
              point ->
                  text.append(
                      String.format(
                          Locale.ROOT, " %4.0f: %4.1f%%", point.level(), 100 * point.accuracy())));
          text.append(line("  (%s)", effect.unit()));
        });
    return text.toString();
  }

  public static String text(Evaluation evaluation) {
    return text(evaluation.images(), evaluation.metrics(evaluation.calibrationError()));
  }

  /** A part of the card: measured when the model was made. */
  public static String text(ModelCard card) {
    return text(card.data().testImages(), card.metrics());
  }

  private static String text(int images, Metrics metrics) {
    StringBuilder text = new StringBuilder();
    text.append(
        line(
            "%,d images: accuracy %.2f%%, macro F1 %.4f",
            images, 100 * metrics.accuracy(), metrics.macroF1()));
    text.append(
        line(
            "expected calibration error %.4f (%.4f without temperature)",
            metrics.calibrationErrorAfter(), metrics.calibrationErrorBefore()));
    new TreeMap<>(metrics.extras())
        .forEach((name, value) -> text.append(line("%-42s %.2f%%", words(name), 100 * value)));
    text.append(line("%n%-10s %9s %9s %13s   seen as", "", "precision", "recall", "95% interval"));
    Confusion confusion = new Confusion(metrics.confusionMatrix());
    List<ClassMetrics> classes = metrics.classes();
    for (int row = 0; row < classes.size(); row++) {
      ClassMetrics expression = classes.get(row);
      StringBuilder counts = new StringBuilder();
      metrics
          .confusionMatrix()
          .get(row)
          .forEach(count -> counts.append(String.format(Locale.ROOT, "%6d", count)));
      WilsonInterval recall = recall(confusion, Expression.ALL.get(row));
      text.append(
          line(
              "%-10s %8.1f%% %8.1f%%  %5.1f - %5.1f %s",
              expression.label(),
              100 * expression.precision(),
              100 * expression.recall(),
              100 * recall.low(),
              100 * recall.high(),
              counts));
    }
    text.append(line("(columns in the order of the rows)"));
    return text.toString();
  }

  private static WilsonInterval recall(Confusion confusion, Expression expression) {
    return WilsonInterval.of(confusion.count(expression, expression), confusion.images(expression));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format + "%n", values);
  }

  /** {@code accuracyInDarkness} as {@code accuracy in darkness}. */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
