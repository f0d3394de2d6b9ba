package io.moodstream.trainer;

import io.moodstream.emotionclassifier.ExpressionModel;
import io.moodstream.emotionclassifier.ModelBundle;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the network is to answer for each training face: a distribution in model order. */
final class Targets {
  private static final int CLASSES = Expression.ALL.size();

  private final float[][] rows;

  private Targets(float[][] rows) {
    this.rows = rows;
  }

  /**
   * @param smoothing the part of each target that is spread over all expressions
   */
  static Targets labels(List<Example> examples, float smoothing) {
    float[][] rows = new float[examples.size()][CLASSES];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(rows[i], smoothing / CLASSES);
      rows[i][Expression.ALL.indexOf(examples.get(i).expression())] += 1 - smoothing;
    }
    return new Targets(rows);
  }

  /**
   * A part of each target becomes what other models see, on average, in the face and in its mirror
   * image (Hinton et al., 2015; of its own kind: Furlanello et al., 2018): a wrong label then
   * weighs less.
   *
   * @param weight of their answer, 0 to 1; the label is the rest
   */
  Targets taughtBy(List<Path> bundles, List<Example> examples, float weight) {
    float[][] taught = new float[rows.length][CLASSES];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < CLASSES; k++) {
        taught[i][k] = (1 - weight) * rows[i][k];
      }
    }
    List<Pixels> faces = examples.stream().map(Example::pixels).toList();
    List<Pixels> mirrored = faces.stream().map(Grays::mirrored).toList();
    float part = weight / (2 * bundles.size());
    for (Path bundle : bundles) {
      try (ExpressionModel teacher = ExpressionModel.load(ModelBundle.open(bundle))) {
        add(taught, teacher.judge(faces), part);
        add(taught, teacher.judge(mirrored), part);
      }
    }
    return new Targets(taught);
  }

  private static void add(float[][] taught, List<Probabilities> seen, float part) {
    for (int i = 0; i < taught.length; i++) {
      for (int k = 0; k < CLASSES; k++) {
        taught[i][k] += part * seen.get(i).of(Expression.ALL.get(k));
      }
    }
  }

  /** Writes the target of an example into a row of a batch's targets. */
  void copy(int example, float[] targets, int row) {
    System.arraycopy(rows[example], 0, targets, row * CLASSES, CLASSES);
  }
}
