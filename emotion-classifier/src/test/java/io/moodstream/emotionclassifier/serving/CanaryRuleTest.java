package io.moodstream.emotionclassifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.emotionclassifier.serving.CanaryRule.Outcome;
import io.moodstream.emotionclassifier.serving.CanaryRule.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryRuleTest {
  private static final CanaryRule RULE = CanaryRule.defaults();
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant LATER = NOON.plus(RULE.least());

  @Test
  void shouldPromoteACanaryThatAgrees() {
    Verdict verdict = RULE.verdict(new CanaryTally(500, 60, 50, 55), Optional.empty(), NOON, LATER);

    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                Outcome.PROMOTE,
                "the canary passed: 500 faces, 12.0% of them another expression, 10.0% uncertain"
                    + " (champion 11.0%)"));
  }

  @Test
  void shouldContinueUntilThereAreEnoughFacesAndTime() {
    assertThat(RULE.verdict(new CanaryTally(499, 0, 0, 0), Optional.empty(), NOON, LATER).outcome())
        .isEqualTo(Outcome.CONTINUE);
    Instant early = LATER.minusMillis(1);
    assertThat(RULE.verdict(new CanaryTally(500, 0, 0, 0), Optional.empty(), NOON, early).outcome())
        .isEqualTo(Outcome.CONTINUE);
  }

  @Test
  void shouldEndACanaryThatDiffersTooOften() {
    // Given 48% of 200 faces: the interval begins at 41.2%
    Verdict verdict = RULE.verdict(new CanaryTally(200, 96, 0, 0), Optional.empty(), NOON, NOON);

    assertThat(verdict.outcome()).isEqualTo(Outcome.END);
    assertThat(verdict.reason())
        .startsWith("it differs too often from the champion: 200 faces, 48.0% of them");
  }

  @Test
  void shouldDecideNothingByFewFaces() {
    assertThat(RULE.verdict(new CanaryTally(4, 3, 3, 0), Optional.empty(), NOON, LATER).outcome())
        .isEqualTo(Outcome.CONTINUE);
  }

  @Test
  void shouldEndACanaryThatIsUncertainTooOften() {
    Verdict verdict = RULE.verdict(new CanaryTally(400, 0, 160, 60), Optional.empty(), NOON, NOON);

    assertThat(verdict.outcome()).isEqualTo(Outcome.END);
    assertThat(verdict.reason()).startsWith("it is uncertain too often: ");
  }

  @Test
  void shouldEndACanaryThatFailsOrIsSlow() {
    Verdict verdict =
        RULE.verdict(new CanaryTally(500, 0, 0, 0), Optional.of("it failed"), NOON, LATER);

    assertThat(verdict).isEqualTo(new Verdict(Outcome.END, "it failed"));
  }
}
