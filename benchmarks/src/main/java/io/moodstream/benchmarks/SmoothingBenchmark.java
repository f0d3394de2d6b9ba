package io.moodstream.benchmarks;

import io.moodstream.cameraproducer.scene.SyntheticScene;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FrameExpressions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How often the expression that is shown of a face changes, and how late, by the half-life of the
 * smoothing: {@code SmoothingBenchmark CLIP...}, with the settings and the model that ship. {@code
 * synthetic:SEED} is a minute of a drawn scene, whose people change their expressions every six
 * seconds.
 *
 * <p>A lasting change is one after which the predicted expression stays for half a second, as it
 * had before for half a second. The delay is the time until the shown expression follows.
 */
public final class SmoothingBenchmark {
  private static final List<Integer> HALF_LIVES =
      List.of(0, 50, 100, 200, 300, 400, 500, 750, 1000);
  private static final Duration LASTS = Duration.ofMillis(500);
  private static final String DRAWN = "synthetic:";
  private static final Path MODEL = Path.of("emotion-classifier/models/compact");

  private SmoothingBenchmark() {}

  /** The top expression of one track in one frame. */
  private record Sample(Instant at, Expression top) {}

  private record Result(long flips, int lasting, List<Double> delays) {}

  public static void main(String[] args) throws IOException {
    List<List<FrameExpressions>> clips = new ArrayList<>();
    try (var model = ExpressionModel.load(ModelBundle.open(MODEL))) {
      for (String file : args) {
        clips.add(analysed(clip(file), model));
      }
    }
    double seconds =
        clips.stream()
            .flatMap(clip -> tracks(clip, 0).stream())
            .mapToDouble(SmoothingBenchmark::seconds)
            .sum();
    System.out.printf(Locale.ROOT, "%.1f s of faces in %d clips%n", seconds, clips.size());
    System.out.println("half-life  flips/s  lasting changes shown  median delay  longest");
    for (int millis : HALF_LIVES) {
      print(millis, measure(clips, millis), seconds);
    }
  }

  private static Clip clip(String source) throws IOException {
    return source.startsWith(DRAWN)
        ? Clip.of(
            source,
            new SyntheticScene(Long.parseLong(source.substring(DRAWN.length()))),
            Duration.ofMinutes(1),
            Duration.ofMillis(80))
        : Clip.of(Path.of(source));
  }

  private static List<FrameExpressions> analysed(Clip clip, ExpressionModel model) {
    try (var analysis = new FrameAnalysis(DetectorSettings.defaults(), model::predict)) {
      return clip.pictures().stream().map(analysis::analyse).toList();
    }
  }

  private static Result measure(List<List<FrameExpressions>> clips, int millis) {
    long flips = 0;
    int lasting = 0;
    List<Double> delays = new ArrayList<>();
    for (List<FrameExpressions> clip : clips) {
      List<List<Sample>> predicted = tracks(clip, 0);
      List<List<Sample>> shown = tracks(clip, millis);
      for (int track = 0; track < shown.size(); track++) {
        flips += flips(shown.get(track));
        for (int change : lastingChanges(predicted.get(track))) {
          lasting++;
          delay(predicted.get(track), shown.get(track), change).ifPresent(delays::add);
        }
      }
    }
    return new Result(flips, lasting, delays.stream().sorted().toList());
  }

  private static void print(int millis, Result result, double seconds) {
    List<Double> delays = result.delays();
    System.out.printf(
        Locale.ROOT,
        "%6d ms  %7.2f  %14d of %2d  %9.0f ms  %5.0f ms%n",
        millis,
        result.flips() / seconds,
        delays.size(),
        result.lasting(),
        delays.isEmpty() ? Double.NaN : delays.get(delays.size() / 2),
        delays.isEmpty() ? Double.NaN : delays.get(delays.size() - 1));
  }

  /** By number; the same tracks and frames for every half-life. */
  private static List<List<Sample>> tracks(List<FrameExpressions> clip, int millis) {
    var smoother = new ProbabilitySmoother(Duration.ofMillis(millis));
    Map<Long, List<Sample>> tracks = new TreeMap<>();
    for (FrameExpressions frame : clip) {
      smoother
          .smooth(frame)
          .faces()
          .forEach(
              face ->
                  tracks
                      .computeIfAbsent(face.track(), number -> new ArrayList<>())
                      .add(new Sample(frame.frame().capturedAt(), face.probabilities().top())));
    }
    return List.copyOf(tracks.values());
  }

  private static double seconds(List<Sample> track) {
    return Duration.between(track.get(0).at(), track.get(track.size() - 1).at()).toMillis() / 1e3;
  }

  private static long flips(List<Sample> track) {
    return IntStream.range(1, track.size()).filter(i -> changes(track, i)).count();
  }

  private static List<Integer> lastingChanges(List<Sample> track) {
    return IntStream.range(1, track.size())
        .filter(i -> changes(track, i) && isSteady(track, i, 1) && isSteady(track, i - 1, -1))
        .boxed()
        .toList();
  }

  private static boolean changes(List<Sample> track, int i) {
    return track.get(i).top() != track.get(i - 1).top();
  }

  /**
   * @param direction 1 forwards, -1 backwards
   */
  private static boolean isSteady(List<Sample> track, int start, int direction) {
    Sample first = track.get(start);
    for (int i = start; i >= 0 && i < track.size(); i += direction) {
      if (track.get(i).top() != first.top()) {
        return false;
      }
      if (Duration.between(first.at(), track.get(i).at()).abs().compareTo(LASTS) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** ms; empty where the change is never shown. */
  private static OptionalDouble delay(List<Sample> predicted, List<Sample> shown, int change) {
    Sample changed = predicted.get(change);
    return IntStream.range(change, shown.size())
        .filter(i -> shown.get(i).top() == changed.top())
        .mapToDouble(i -> Duration.between(changed.at(), shown.get(i).at()).toMillis())
        .findFirst();
  }
}
