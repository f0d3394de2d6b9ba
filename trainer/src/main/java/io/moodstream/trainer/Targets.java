package io.moodstream.trainer;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.SoftLabels;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.network.Recipe;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * Mixes label, teachers' answers and soft labels by the recipe's weights. The label is the rest,
   * and the whole where a face has neither.
   *
   * @param softLabels may cover a part of the faces
   * @param teachers bundles; may be empty
   */
  static Targets of(
      List<Example> examples, Recipe recipe, SoftLabels softLabels, List<Path> teachers) {
    Targets targets = labels(examples, recipe.labelSmoothing());
    float teacherWeight = teachers.isEmpty() ? 0 : recipe.teacherWeight();
    for (int i = 0; i < examples.size(); i++) {
      Optional<float[]> soft = softLabels.of(examples.get(i));
      float softWeight = soft.isEmpty() ? 0 : recipe.softLabelsWeight();
      for (int k = 0; k < CLASSES; k++) {
        targets.rows[i][k] *= 1 - teacherWeight - softWeight;
        targets.rows[i][k] += soft.isEmpty() ? 0 : softWeight * soft.get()[k];
      }
    }
    if (!teachers.isEmpty()) {
      targets.add(teachers, examples, teacherWeight);
    }
    return targets;
  }

  /**
   * The share of label, teachers and soft labels in a target, by their names in a model's card;
   * empty where the label is all.
   */
  static Map<String, Double> shares(Recipe recipe, TargetSources sources) {
    double teachers = sources.teachers().isEmpty() ? 0 : recipe.teacherWeight();
    double soft = sources.softLabels().isEmpty() ? 0 : recipe.softLabelsWeight();
    return teachers + soft == 0
        ? Map.of()
        : Map.of(
            "targetShareOfLabel",
            1 - teachers - soft,
            "targetShareOfTeachers",
            teachers,
            "targetShareOfSoftLabels",
            soft);
  }

  /**
   * What other models see, on average, in the face and in its mirror image (Hinton et al., 2015; of
   * its own kind: Furlanello et al., 2018): a wrong label then weighs less.
   */
  private void add(List<Path> teachers, List<Example> examples, float weight) {
    List<Pixels> faces = examples.stream().map(Example::pixels).toList();
    List<Pixels> mirrored = faces.stream().map(GrayFace::mirrored).toList();
    float part = weight / (2 * teachers.size());
    for (Path bundle : teachers) {
      try (ExpressionModel teacher = ExpressionModel.load(ModelBundle.open(bundle))) {
        add(rows, teacher.predict(faces), part);
        add(rows, teacher.predict(mirrored), part);
      }
    }
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
