package io.moodstream.alerts.evaluation;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of one rule and one camera.
 *
 * @param revision {@code changedAt} of the rule, ms since the epoch
 * @param since when the condition began to hold; empty while it does not
 * @param lastStart when the last alert began
 * @param firing the alert that has begun and is not over
 */
record RuleState(
    long revision, Optional<Instant> since, Optional<Instant> lastStart, Optional<Alert> firing) {

  /** What happened: the next state, and the alert that starts or ends, if any. */
  record Outcome(RuleState state, Optional<Alert> alert) {}

  /**
   * A stretch of time in which the condition held or did not.
   *
   * @param from its begin
   * @param to its end, when the decision is made
   * @param value that was compared, if any
   */
  record Observation(boolean met, Instant from, Instant to, Optional<Double> value) {}

  static RuleState of(StoredRule stored) {
    return new RuleState(
        stored.changedAt().toEpochMilli(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean isOf(StoredRule stored) {
    return revision == stored.changedAt().toEpochMilli();
  }

  /** After a gap, the condition has to hold for its whole time once more. */
  RuleState afterGap() {
    return new RuleState(revision, Optional.empty(), lastStart, firing);
  }

  Outcome observe(AlertRule rule, CameraId camera, Observation seen) {
    if (!seen.met()) {
      return over(seen.to(), seen.value());
    }
    Instant begin = since.orElse(seen.from());
    boolean longEnough = Duration.between(begin, seen.to()).compareTo(rule.lasting()) >= 0;
    boolean cool =
        lastStart.map(start -> !seen.to().isBefore(start.plus(rule.coolDown()))).orElse(true);
    if (firing.isPresent() || !longEnough || !cool) {
      return new Outcome(
          new RuleState(revision, Optional.of(begin), lastStart, firing), Optional.empty());
    }
    var alert =
        new Alert(
            "%s-%s-%d".formatted(rule.id(), camera, seen.to().toEpochMilli()),
            Alert.Kind.STARTED,
            rule.id(),
            rule.name(),
            camera,
            rule.text(),
            seen.value(),
            begin,
            seen.to());
    return new Outcome(
        new RuleState(revision, Optional.of(begin), Optional.of(seen.to()), Optional.of(alert)),
        Optional.of(alert));
  }

  /** The condition holds no longer, or nothing watches for it any more. */
  Outcome over(Instant end, Optional<Double> value) {
    return new Outcome(
        new RuleState(revision, Optional.empty(), lastStart, Optional.empty()),
        firing.map(alert -> alert.ended(end, value)));
  }
}
