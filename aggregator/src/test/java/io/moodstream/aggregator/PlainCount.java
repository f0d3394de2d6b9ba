package io.moodstream.aggregator;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Equal in everything, shares to 1e-6. */
  static void assertSame(Map<SummaryKey, Summary> actual, Map<SummaryKey, Summary> expected) {
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (key, summary) ->
            assertThat(actual.get(key))
                .usingRecursiveComparison()
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
    return new Summary(
        key.camera(),
        key.step(),
        key.from(),
        frames.stream().filter(frame -> frame.frame().outcome() == Outcome.ANALYSED).count(),
        frames.stream().filter(frame -> frame.frame().outcome() == Outcome.SKIPPED).count(),
        faces.size(),
        faces.stream().map(FaceExpression::track).distinct().count(),
        frames.stream().mapToLong(frame -> frame.faces().size()).max().orElse(0),
        shares,
        faces.stream()
            .mapToInt(face -> face.probabilities().uncertain() ? 1 : 0)
            .average()
            .orElse(0),
        false,
        frames.stream()
            .filter(frame -> !frame.faces().isEmpty())
            .map(FrameExpressions::model)
            .distinct()
            .sorted()
            .toList());
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) <= 1e-6 ? 0 : Double.compare(a, b);
  }
}
