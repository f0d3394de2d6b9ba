package io.moodstream.emotionclassifier.serving;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a canary is promoted, and when it is ended. Both models are compared on the same faces,
 * because cameras differ; figures are bounds of 95% intervals, so that few faces decide nothing.
 *
 * @param least time from its start to its promotion
 * @param faces compared before its promotion
 * @param mostDisagreement share of the faces at which canary and champion see another expression
 * @param mostUncertain by how much the share of uncertain faces may exceed the champion's
 */
public record CanaryRule(Duration least, int faces, double mostDisagreement, double mostUncertain) {
  public CanaryRule {
    if (least.isNegative() || faces < 1) {
      throw new IllegalArgumentException("a canary of %s and %d faces".formatted(least, faces));
    }
    if (!(mostDisagreement > 0 && mostDisagreement <= 1)
        || !(mostUncertain > 0 && mostUncertain <= 1)) {
      throw new IllegalArgumentException(
          "shares of a canary: above 0, up to 1, not %s and %s"
              .formatted(mostDisagreement, mostUncertain));
    }
  }

  /** Ten minutes, 500 faces, 40% and 10 points. */
  public static CanaryRule defaults() {
    return new CanaryRule(Duration.ofMinutes(10), 500, 0.4, 0.1);
  }

  /** What becomes of it. */
  public enum Outcome {
    CONTINUE,
    PROMOTE,
    END
  }

  /**
   * @param reason with the figures
   */
  public record Verdict(Outcome outcome, String reason) {}

  /**
   * @param complaint a prediction that failed, or its speed
   */
  Verdict verdict(CanaryTally tally, Optional<String> complaint, Instant since, Instant now) {
    if (complaint.isPresent()) {
      return new Verdict(Outcome.END, complaint.get());
    }
    if (tally.disagreement().low() > mostDisagreement) {
      return new Verdict(Outcome.END, "it differs too often from the champion: " + tally);
    }
    if (tally.uncertainMoreThanChampion() > mostUncertain) {
      return new Verdict(Outcome.END, "it is uncertain too often: " + tally);
    }
    boolean enough = tally.compared() >= faces && !now.isBefore(since.plus(least));
    return enough
        ? new Verdict(Outcome.PROMOTE, "the canary passed: " + tally)
        : new Verdict(Outcome.CONTINUE, "");
  }
}
