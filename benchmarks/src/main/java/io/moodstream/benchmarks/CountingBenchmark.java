package io.moodstream.benchmarks;

import io.moodstream.aggregator.tally.FaceTally;
import io.moodstream.cameraproducer.scene.DrawnFace;
import io.moodstream.cameraproducer.scene.DrawnScene;
import io.moodstream.cameraproducer.scene.HallScene;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.FaceStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How far the counts of a window are from the truth: {@code CountingBenchmark [CLIP=PEOPLE...]}. In
 * drawn halls people enter, cross and leave, and the truth is known; in a clip so many people are
 * in view all the time. Each is counted with all frames analysed, and with frames skipped as on a
 * machine that is too slow. {@code -Droom=720p} measures one hall only.
 */
public final class CountingBenchmark {
  private static final Duration STEP = Duration.ofMillis(100);

  /** A person whose face shows less is not in view. */
  private static final double VISIBLE = 0.75;

  /** Which pictures are analysed. */
  private static final Map<String, Predicate<Duration>> LOADS = new LinkedHashMap<>();

  static {
    LOADS.put("all frames", at -> true);
    LOADS.put("every second frame", at -> at.toMillis() / 100 % 2 == 0);
    LOADS.put("every fifth frame", at -> at.toMillis() / 100 % 5 == 0);
    LOADS.put("2 s of every 4 s", at -> at.toSeconds() % 4 < 2);
  }

  /** Of all frames. */
  private record Counts(double appearances, double mean, double most, double dwellSeconds) {
    static Counts of(FaceStatistics statistics) {
      return new Counts(
          statistics.appearances(),
          statistics.meanFaces().orElse(0.0),
          statistics.most(),
          statistics.dwellSeconds().orElse(0.0));
    }
  }

  private CountingBenchmark() {}

  public static void main(String[] args) throws IOException {
    System.out.printf(
        "%-40s %-20s %12s %12s %12s %14s%n",
        "counted / true", "analysed", "appearances", "mean faces", "max faces", "dwell s");
    drawn("360p, 4 people pass", HallScene.passage(11, 640, 360, 4), 4);
    drawn("720p, 8 people pass", HallScene.passage(12, 1280, 720, 8), 8);
    drawn("1080p, 12 people pass", HallScene.passage(13, 1920, 1080, 12), 12);
    for (String arg : args) {
      int split = arg.lastIndexOf('=');
      Clip clip = Clip.of(Path.of(arg.substring(0, split)));
      int people = Integer.parseInt(arg.substring(split + 1));
      double seconds = clip.length().toMillis() / 1e3;
      print(clip, new Counts(people, people, people, seconds));
    }
  }

  private static void drawn(String name, DrawnScene scene, int people) {
    if (!name.startsWith(System.getProperty("room", ""))) {
      return;
    }
    Duration length = Duration.ofSeconds(3L * people + 12);
    print(Clip.of(name, scene, length, STEP), truth(scene, length));
  }

  private static Counts truth(DrawnScene scene, Duration length) {
    Map<Integer, Duration> first = new TreeMap<>();
    Map<Integer, Duration> last = new TreeMap<>();
    long frames = 0;
    long inView = 0;
    long most = 0;
    for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(STEP)) {
      List<Integer> people =
          scene.faces(at).stream()
              .filter(face -> face.visible() >= VISIBLE)
              .map(DrawnFace::person)
              .toList();
      for (int person : people) {
        first.putIfAbsent(person, at);
        last.put(person, at);
      }
      frames++;
      inView += people.size();
      most = Math.max(most, people.size());
    }
    double dwell =
        last.entrySet().stream()
            .mapToDouble(
                seen ->
                    seconds(first.getOrDefault(seen.getKey(), seen.getValue()), seen.getValue()))
            .average()
            .orElse(0);
    return new Counts(first.size(), (double) inView / frames, most, dwell);
  }

  private static double seconds(Duration from, Duration to) {
    return to.minus(from).toMillis() / 1e3;
  }

  private static void print(Clip clip, Counts truth) {
    LOADS.forEach(
        (load, analysed) -> {
          Counts counted = counted(clip, analysed);
          System.out.printf(
              Locale.ROOT,
              "%-40s %-20s %5.0f / %4.0f %5.2f / %4.2f %5.0f / %4.0f %6.1f / %5.1f%n",
              clip.name(),
              load,
              counted.appearances(),
              truth.appearances(),
              counted.mean(),
              truth.mean(),
              counted.most(),
              truth.most(),
              counted.dwellSeconds(),
              truth.dwellSeconds());
        });
  }

  private static Counts counted(Clip clip, Predicate<Duration> analysed) {
    FaceTally tally = FaceTally.EMPTY;
    try (var analysis = new FrameAnalysis(DetectorSettings.defaults(), FrameAnalysis::neutral)) {
      for (Clip.Picture picture : clip.pictures()) {
        if (analysed.test(picture.at())) {
          FrameExpressions frame = analysis.analyse(picture);
          tally = tally.plus(FaceTally.of(frame, 0));
        }
      }
    }
    return Counts.of(tally.statistics());
  }
}
