package io.moodstream.trainer.evaluation;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.faces.Example;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * On which parts of a face each expression depends (Zeiler and Fergus, 2014): a gray square slides
 * over faces that the model reads rightly; where it costs the true expression much of its
 * probability, the model looks.
 */
public final class Occlusion {
  /** Side of the square, and how far it moves, pixels. */
  static final int SQUARE = 12;

  static final int STEP = 4;

  /** Places of the square in each direction: its middle runs from edge to edge. */
  static final int PLACES = Pixels.SIDE / STEP + 1;

  private static final int FACES = 60;
  private static final byte GRAY = (byte) 128;

  private Occlusion() {}

  /**
   * The mean drop of the true expression's probability, 0 to 1, by place of the square: {@code
   * [row][column]}.
   *
   * @return of the expressions that the model reads rightly at least once; of each at most 60 faces
   *     are used
   */
  public static Map<Expression, double[][]> drops(ExpressionModel model, List<Example> examples) {
    Map<Expression, double[][]> drops = new EnumMap<>(Expression.class);
    for (Expression expression : Expression.ALL) {
      List<Pixels> faces = rightly(model, examples, expression);
      if (!faces.isEmpty()) {
        drops.put(expression, drops(model, faces, expression));
      }
    }
    return drops;
  }

  /** A picture (PNG) of {@link #drops}: one map for each expression. */
  public static byte[] picture(Map<Expression, double[][]> drops) {
    return HeatMaps.picture(drops);
  }

  private static List<Pixels> rightly(
      ExpressionModel model, List<Example> examples, Expression expression) {
    List<Pixels> faces =
        examples.stream()
            .filter(example -> example.expression() == expression)
            .map(Example::pixels)
            .toList();
    List<Probabilities> predicted = model.predict(faces);
    List<Pixels> right = new ArrayList<>();
    for (int i = 0; i < faces.size() && right.size() < FACES; i++) {
      if (predicted.get(i).top() == expression) {
        right.add(faces.get(i));
      }
    }
    return right;
  }

  private static double[][] drops(
      ExpressionModel model, List<Pixels> faces, Expression expression) {
    double whole = mean(model.predict(faces), expression);
    double[][] drops = new double[PLACES][PLACES];
    for (int row = 0; row < PLACES; row++) {
      for (int column = 0; column < PLACES; column++) {
        int top = row * STEP - SQUARE / 2;
        int left = column * STEP - SQUARE / 2;
        List<Pixels> covered = faces.stream().map(face -> covered(face, top, left)).toList();
        drops[row][column] = Math.max(0, whole - mean(model.predict(covered), expression));
      }
    }
    return drops;
  }

  private static Pixels covered(Pixels face, int top, int left) {
    byte[] values = face.values();
    for (int row = Math.max(0, top); row < Math.min(Pixels.SIDE, top + SQUARE); row++) {
      for (int column = Math.max(0, left);
          column < Math.min(Pixels.SIDE, left + SQUARE);
          column++) {
        values[row * Pixels.SIDE + column] = GRAY;
      }
    }
    return new Pixels(values);
  }

  private static double mean(List<Probabilities> predicted, Expression expression) {
    return predicted.stream().mapToDouble(one -> one.of(expression)).average().orElse(0);
  }
}
