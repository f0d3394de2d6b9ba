package io.moodstream.facedetector;

import static java.util.stream.Collectors.joining;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.frames.Suitability;
import io.moodstream.trainer.evaluation.CameraEffect;
import io.moodstream.trainer.evaluation.WilsonInterval;
import io.moodstream.trainer.faces.Dataset;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.HoldOut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often the network is right by each property of {@link FaceQuality}: {@code QualityBenchmark
 * FER2013 [BUNDLE]}. The faces are a fixed tenth of train, as they are and as a camera spoils them;
 * a network that was trained on them is right too often, so that only the fall counts.
 */
public final class QualityBenchmark {
  private static final int BINS = 12;
  private static final int BATCH = 256;

  private record Judged(FaceQuality quality, boolean right) {}

  private final ExpressionModel model;
  private final List<Example> faces;

  private QualityBenchmark(ExpressionModel model, List<Example> faces) {
    this.model = model;
    this.faces = faces;
  }

  public static void main(String[] args) {
    Path bundle = Path.of(args.length > 1 ? args[1] : "emotion-classifier/models/compact");
    List<Example> faces = HoldOut.of(Dataset.read(Path.of(args[0])).train()).held();
    try (ExpressionModel model = ExpressionModel.load(ModelBundle.open(bundle))) {
      new QualityBenchmark(model, faces).run();
    }
  }

  private void run() {
    List<Judged> plain = judged(CameraEffect.SIZE, Pixels.SIDE);
    print("as they are, all", plain);
    printReasons("as they are", plain);
    for (double side : CameraEffect.SIZE.levels()) {
      List<Judged> small = judged(CameraEffect.SIZE, side);
      print("size %.0f px".formatted(side), small);
      printReasons("size %.0f px".formatted(side), small);
      printQuantiles("sharpness, size %.0f px".formatted(side), small, FaceQuality::sharpness);
    }
    printBins("sharpness, as they are", plain, FaceQuality::sharpness);
    printBins("sharpness", all(CameraEffect.MOTION_BLUR), FaceQuality::sharpness);
    List<Judged> dark = all(CameraEffect.LOW_LIGHT);
    printBins("brightness", dark, FaceQuality::brightness);
    printBins("contrast", dark, FaceQuality::contrast);
    printReasons("with motion blur", all(CameraEffect.MOTION_BLUR));
    printReasons("in low light", dark);
  }

  private List<Judged> all(CameraEffect effect) {
    List<Judged> all = new ArrayList<>();
    effect.levels().forEach(level -> all.addAll(judged(effect, level)));
    return all;
  }

  private List<Judged> judged(CameraEffect effect, double level) {
    int side = effect == CameraEffect.SIZE ? (int) level : Pixels.SIDE;
    var box = new Box(0, 0, side, side);
    List<Judged> judged = new ArrayList<>();
    for (int from = 0; from < faces.size(); from += BATCH) {
      List<Example> some = faces.subList(from, Math.min(faces.size(), from + BATCH));
      List<Pixels> spoilt =
          some.stream().map(example -> effect.apply(example.pixels(), level)).toList();
      List<Probabilities> predicted = model.predict(spoilt);
      for (int i = 0; i < some.size(); i++) {
        Expression expected = some.get(i).expression();
        judged.add(
            new Judged(FaceQuality.of(box, 0, spoilt.get(i)), predicted.get(i).top() == expected));
      }
    }
    return judged;
  }

  private static void printQuantiles(
      String name, List<Judged> judged, ToDoubleFunction<FaceQuality> property) {
    double[] sorted = judged.stream().map(Judged::quality).mapToDouble(property).sorted().toArray();
    System.out.printf(
        "%s, below it lie 1, 2, 5 and 10%%: %s%n",
        name,
        IntStream.of(1, 2, 5, 10)
            .mapToObj(
                percent ->
                    String.format(Locale.ROOT, "%.3f", sorted[sorted.length * percent / 100]))
            .collect(joining(" ")));
  }

  private static void printBins(
      String name, List<Judged> judged, ToDoubleFunction<FaceQuality> property) {
    List<Judged> sorted =
        judged.stream()
            .sorted(Comparator.comparingDouble(it -> property.applyAsDouble(it.quality())))
            .toList();
    for (int bin = 0; bin < BINS; bin++) {
      List<Judged> part =
          sorted.subList(
              (int) ((long) bin * sorted.size() / BINS),
              (int) ((long) (bin + 1) * sorted.size() / BINS));
      double low = property.applyAsDouble(part.get(0).quality());
      double high = property.applyAsDouble(part.get(part.size() - 1).quality());
      print(String.format(Locale.ROOT, "%s %.3f to %.3f", name, low, high), part);
    }
  }

  private static void printReasons(String name, List<Judged> judged) {
    Map<Suitability, List<Judged>> by = new EnumMap<>(Suitability.class);
    judged.forEach(
        it -> by.computeIfAbsent(it.quality().suitability(), reason -> new ArrayList<>()).add(it));
    by.forEach((reason, part) -> print("  %s: %s".formatted(name, reason), part));
  }

  private static void print(String name, List<Judged> judged) {
    int right = (int) judged.stream().filter(Judged::right).count();
    WilsonInterval interval = WilsonInterval.of(right, judged.size());
    System.out.printf(
        Locale.ROOT,
        "%-40s %6d faces  right %5.1f%%  (%.1f to %.1f)%n",
        name,
        judged.size(),
        100.0 * right / judged.size(),
        100 * interval.low(),
        100 * interval.high());
  }
}
