package io.moodstream.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A window of one camera as the API tells it.
 *
 * @param isFinal whether the window's end and the grace have passed, so that it changes no more
 * @param shares seven in model order, sum 1; null without faces or when suppressed
 * @param uncertain share of the faces whose top probability is under 0.5
 */
record SummaryView(
    String camera,
    String from,
    String to,
    @JsonProperty("final") boolean isFinal,
    long frames,
    long faces,
    long people,
    @Nullable Map<String, Double> shares,
    @Nullable String dominant,
    double uncertain,
    boolean suppressed,
    List<Integer> models) {

  /** The answer to a question about the past. */
  record Series(String step, List<SummaryView> series) {}

  /** The live event {@code summary}. */
  record Event(String step, @JsonUnwrapped SummaryView summary) {}

  static SummaryView of(Summary summary, Duration grace, Instant now) {
    Instant to = summary.from().plus(summary.step().length());
    return new SummaryView(
        summary.camera().value(),
        summary.from().toString(),
        to.toString(),
        !now.isBefore(to.plus(grace)),
        summary.frames(),
        summary.faces(),
        summary.people(),
        shares(summary),
        summary.dominant().map(Expression::label).orElse(null),
        summary.uncertain(),
        summary.suppressed(),
        summary.models());
  }

  private static @Nullable Map<String, Double> shares(Summary summary) {
    if (summary.shares().isEmpty()) {
      return null;
    }
    var shares = new LinkedHashMap<String, Double>();
    for (Expression expression : Expression.ALL) {
      shares.put(expression.label(), summary.shares().get(expression.index()));
    }
    return shares;
  }
}
