package io.moodstream.dashboard;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question about the past: windows with {@code from <= start < to}.
 *
 * @param cameras empty for all, or for none where groups are named
 * @param groups each asked for as one camera
 */
record SummaryRequest(
    Set<CameraId> cameras, Set<CameraId> groups, Step step, Instant from, Instant to) {
  /** Windows of all cameras together in one answer. */
  static final long MOST_WINDOWS = 20_000;

  private static final Duration DEFAULT_RANGE = Duration.ofMinutes(15);

  static SummaryRequest parse(Map<String, List<String>> query, Instant now) {
    var parameters = Parameters.of(query, Set.of("camera", "group", "from", "to", "step"));
    Instant to = parameters.time("to").orElse(now);
    Instant from = parameters.time("from").orElseGet(() -> to.minus(DEFAULT_RANGE));
    if (from.isAfter(to)) {
      throw new BadParameter("from", "from %s is after to %s".formatted(from, to));
    }
    Step step = parameters.single("step").map(SummaryRequest::step).orElse(Step.TEN_SECONDS);
    return new SummaryRequest(
        parameters.cameras("camera"), parameters.cameras("group"), step, from, to);
  }

  /**
   * @param asked how many cameras are asked for
   * @throws BadParameter if the answer would have more than {@link #MOST_WINDOWS} windows
   */
  void requireBounded(int asked) {
    long each = Duration.between(from, to).dividedBy(step.length()) + 1;
    long all = each * Math.max(1, asked);
    if (all > MOST_WINDOWS) {
      throw new BadParameter(
          "from",
          "%d windows of %s are more than %d: ask for a shorter range, a longer step or fewer cameras"
              .formatted(all, step.label(), MOST_WINDOWS));
    }
  }

  private static Step step(String label) {
    try {
      return Step.ofLabel(label);
    } catch (IllegalArgumentException e) {
      throw new BadParameter("step", String.valueOf(e.getMessage()));
    }
  }
}
