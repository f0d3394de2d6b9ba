package io.moodstream.trainer.evaluation;

import io.moodstream.emotionclassifier.model.ModelCard.ClassMetrics;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.faces.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was seen in what.
 *
 * @param rows 7 x 7 counts: row the true expression, column the model's, both in model order
 */
public record Confusion(List<List<Integer>> rows) {
  private static final int CLASSES = Expression.ALL.size();

  /** Of no pictures. */
  public static final Confusion EMPTY = of(List.of(), List.of());

  public Confusion {
    rows = rows.stream().map(List::copyOf).toList();
  }

  static Confusion of(List<Example> examples, List<Probabilities> predicted) {
    Integer[][] counts = new Integer[CLASSES][CLASSES];
    for (Integer[] row : counts) {
      Arrays.fill(row, 0);
    }
    for (int i = 0; i < examples.size(); i++) {
      counts[index(examples.get(i).expression())][index(predicted.get(i).top())]++;
    }
    return new Confusion(Arrays.stream(counts).map(List::of).toList());
  }

  int count(Expression shown, Expression seen) {
    return rows.get(index(shown)).get(index(seen));
  }

  int images(Expression shown) {
    return rows.get(index(shown)).stream().mapToInt(Integer::intValue).sum();
  }

  double accuracy() {
    int right = Expression.ALL.stream().mapToInt(e -> count(e, e)).sum();
    int all = Expression.ALL.stream().mapToInt(this::images).sum();
    return share(right, all);
  }

  /** Of the accuracy. */
  WilsonInterval interval() {
    int right = Expression.ALL.stream().mapToInt(e -> count(e, e)).sum();
    return WilsonInterval.of(right, Expression.ALL.stream().mapToInt(this::images).sum());
  }

  /** Mean F1 of the expressions that are among the images. */
  double macroF1() {
    List<Double> scores = new ArrayList<>();
    for (Expression expression : Expression.ALL) {
      if (images(expression) > 0) {
        int both = images(expression) + seenAs(expression);
        scores.add(share(2 * count(expression, expression), both));
      }
    }
    return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** A precision or recall of nothing is 0. */
  public List<ClassMetrics> classes() {
    return Expression.ALL.stream()
        .map(
            e ->
                new ClassMetrics(
                    e.label(), share(count(e, e), seenAs(e)), share(count(e, e), images(e))))
        .toList();
  }

  private int seenAs(Expression expression) {
    return IntStream.range(0, CLASSES).map(i -> rows.get(i).get(index(expression))).sum();
  }

  private static int index(Expression expression) {
    return Expression.ALL.indexOf(expression);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
