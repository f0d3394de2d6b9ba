package io.moodstream.alerts.evaluation;

import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of one camera.
 *
 * @param evaluatedTo windows that start before are evaluated: what changes in them is ignored
 * @param seenTo when its latest window ends
 * @param pending the latest window, while it is not evaluated
 * @param rules by the id of the rule
 */
record CameraWatch(
    Instant evaluatedTo, Instant seenTo, Optional<Summary> pending, Map<String, RuleState> rules) {
  static final CameraWatch NEW =
      new CameraWatch(Instant.EPOCH, Instant.EPOCH, Optional.empty(), Map.of());

  CameraWatch {
    rules = Map.copyOf(rules);
  }

  CameraWatch waitingFor(Summary window) {
    return new CameraWatch(evaluatedTo, seenTo, Optional.of(window), rules);
  }

  CameraWatch seenUntil(Instant end) {
    return new CameraWatch(evaluatedTo, end.isAfter(seenTo) ? end : seenTo, pending, rules);
  }

  CameraWatch evaluatedUntil(Instant end) {
    return new CameraWatch(end, seenTo, Optional.empty(), rules);
  }

  CameraWatch withRules(Map<String, RuleState> states) {
    return new CameraWatch(evaluatedTo, seenTo, pending, states);
  }
}
