package io.moodstream.trainer.evaluation;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.faces.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How a model's accuracy falls under each {@link CameraEffect}. */
public final class Robustness {
  /** Of the faces, evenly spread: 95% intervals of some ±3 points. */
  static final int FACES = 1_000;

  private Robustness() {}

  /**
   * @param level in the effect's unit
   */
  public record Point(double level, double accuracy, WilsonInterval interval) {}

  /** By effect, in the order of its levels. */
  public static Map<CameraEffect, List<Point>> of(ExpressionModel model, List<Example> examples) {
    List<Example> some = spread(examples);
    Map<CameraEffect, List<Point>> points = new EnumMap<>(CameraEffect.class);
    for (CameraEffect effect : CameraEffect.values()) {
      points.put(
          effect, effect.levels().stream().map(it -> point(model, some, effect, it)).toList());
    }
    return points;
  }

  /** A picture (PNG) of {@link #of}: one chart for each effect. */
  public static byte[] picture(Map<CameraEffect, List<Point>> points) {
    return Charts.robustness(points);
  }

  private static Point point(
      ExpressionModel model, List<Example> examples, CameraEffect effect, double level) {
    List<Pixels> faces =
        examples.stream().map(example -> effect.apply(example.pixels(), level)).toList();
    List<Probabilities> predicted = model.predict(faces);
    Confusion confusion = Confusion.of(examples, predicted);
    return new Point(level, confusion.accuracy(), confusion.interval());
  }

  private static List<Example> spread(List<Example> examples) {
    int count = Math.min(FACES, examples.size());
    Example[] some = new Example[count];
    Arrays.setAll(some, i -> examples.get((int) ((long) i * examples.size() / count)));
    return new ArrayList<>(Arrays.asList(some));
  }
}
