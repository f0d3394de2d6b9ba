package io.moodstream.aggregator;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the summaries of some frames must be, counted window by window over a list. */
final class PlainCount {
  private PlainCount() {}

  static Map<SummaryKey, Summary> of(Collection<FrameExpressions> frames) {
    Map<SummaryKey, Summary> summaries = new HashMap<>();
    for (Step step : Step.values()) {
      frames.stream()
          .collect(
              groupingBy(
                  frame ->
                      new SummaryKey(
                          frame.frame().camera(),
                          step,
                          step.windowStart(frame.frame().capturedAt()))))
          .forEach((key, members) -> summaries.put(key, summary(key, members)));
    }
    return summaries;
  }

  /** Equal in everything but whether they are final, shares to 1e-6. */
  static void assertSame(Map<SummaryKey, Summary> actual, Map<SummaryKey, Summary> expected) {
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (key, summary) ->
            assertThat(actual.get(key))
                .usingRecursiveComparison()
                .ignoringFields("isFinal")
                .withComparatorForType(PlainCount::nearly, Double.class)
                .isEqualTo(summary));
  }

  static boolean same(Map<SummaryKey, Summary> actual, Map<SummaryKey, Summary> expected) {
    try {
      assertSame(actual, expected);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static Summary summary(SummaryKey key, List<FrameExpressions> frames) {
    List<FaceExpression> faces = frames.stream().flatMap(frame -> frame.faces().stream()).toList();
    List<Double> shares = new ArrayList<>();
    for (Expression expression : faces.isEmpty() ? List.<Expression>of() : Expression.ALL) {
      shares.add(
          faces.stream()
              .mapToDouble(face -> face.probabilities().of(expression))
              .average()
              .orElseThrow());
    }
    List<FrameExpressions> analysed =
        frames.stream().filter(frame -> frame.frame().outcome() == Outcome.ANALYSED).toList();
    var statistics =
        new FaceStatistics(
            analysed.size(),
            faces.size(),
            faces.size(),
            frames.stream().mapToLong(frame -> frame.faces().size()).max().orElse(0),
            faces.stream().map(FaceExpression::track).distinct().count(),
            dwellSeconds(frames),
            shares,
            faces.stream().filter(face -> face.probabilities().uncertain()).count(),
            frames.stream()
                .filter(frame -> !frame.faces().isEmpty())
                .map(FrameExpressions::model)
                .distinct()
                .sorted()
                .toList());
    return Summary.of(
        key,
        false,
        new Coverage(analysed.size(), frames.size() - analysed.size()),
        analysed.isEmpty() ? FaceStatistics.NONE : statistics);
  }

  /** A pause of a track of more than ten seconds is not time in view. */
  private static Optional<Double> dwellSeconds(List<FrameExpressions> frames) {
    Map<Long, SortedSet<Long>> times = new HashMap<>();
    for (FrameExpressions frame : frames) {
      long at = frame.frame().capturedAt().toEpochMilli();
      frame
          .faces()
          .forEach(face -> times.computeIfAbsent(face.track(), t -> new TreeSet<>()).add(at));
    }
    return times.isEmpty()
        ? Optional.empty()
        : Optional.of(
            times.values().stream().mapToLong(PlainCount::inView).average().orElseThrow() / 1000);
  }

  private static long inView(SortedSet<Long> times) {
    long total = 0;
    long before = times.first();
    for (long time : times) {
      total += time - before <= 10_000 ? time - before : 0;
      before = time;
    }
    return total;
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) <= 1e-6 ? 0 : Double.compare(a, b);
  }
}
