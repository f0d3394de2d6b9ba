package io.moodstream.dashboard.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ShadowComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShadowTallyTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final ShadowTally tally = new ShadowTally(1, 2, NOON);

  @Test
  void shouldTellNothingAtFirst() {
    assertThat(tally.report())
        .isEqualTo(
            new ShadowReport(
                0,
                0,
                0,
                NOON,
                new ShadowReport.Side(1, List.of(), 0, 0, 0),
                new ShadowReport.Side(2, List.of(), 0, 0, 0)));
  }

  @Test
  void shouldAddUpWhatBothSay() {
    // given a face on which they agree and one on which they do not
    var agreed = face(Expression.HAPPY, 0.9f, Expression.HAPPY, 0.7f);
    var disputed = face(Expression.SAD, 0.6f, Expression.NEUTRAL, 0.5f);

    // when
    assertThat(tally.add(comparison(1, 2, 4, 10, agreed))).isTrue();
    assertThat(tally.add(comparison(1, 2, 6, 20, agreed, disputed))).isTrue();

    // then
    ShadowReport report = tally.report();
    assertThat(report.frames()).isEqualTo(2);
    assertThat(report.faces()).isEqualTo(3);
    assertThat(report.agreement()).isEqualTo(2.0 / 3, within(1e-9));
    assertThat(report.champion().confidence()).isEqualTo((0.9 + 0.9 + 0.6) / 3, within(1e-6));
    assertThat(report.challenger().confidence()).isEqualTo((0.7 + 0.7 + 0.5) / 3, within(1e-6));
    assertThat(share(report.champion(), Expression.HAPPY))
        .isEqualTo((0.9 + 0.9 + 0.4 / 6) / 3, within(1e-6));
    assertThat(share(report.challenger(), Expression.NEUTRAL))
        .isEqualTo((0.05 + 0.05 + 0.5) / 3, within(1e-6));
    assertThat(report.challenger().shares().stream().mapToDouble(s -> s).sum())
        .isEqualTo(1, within(1e-6));
    assertThat(report.champion().meanMillis()).isEqualTo(5);
    assertThat(report.challenger().meanMillis()).isEqualTo(15);
  }

  @Test
  void shouldLeaveOutOtherModels() {
    assertThat(tally.add(comparison(1, 3, 1, 1))).isFalse();
    assertThat(tally.add(comparison(2, 1, 1, 1))).isFalse();

    assertThat(tally.report().frames()).isZero();
  }

  @Test
  void shouldTellTheTimesOfTheLatestFrames() {
    // given a slow beginning that is no longer among the latest
    tally.add(comparison(1, 2, 9_000, 9_000));

    // when
    for (int i = 1; i <= ShadowSide.LATEST_FRAMES; i++) {
      tally.add(comparison(1, 2, i <= 950 ? 2 : 100, 3));
    }

    // then
    ShadowReport report = tally.report();
    assertThat(report.frames()).isEqualTo(ShadowSide.LATEST_FRAMES + 1);
    assertThat(report.champion().p95Millis()).isEqualTo(2);
    assertThat(report.champion().meanMillis()).isEqualTo(0.95 * 2 + 0.05 * 100, within(1e-9));
    assertThat(report.challenger().p95Millis()).isEqualTo(3);
    tally.add(comparison(1, 2, 100, 3));
    assertThat(tally.report().champion().p95Millis()).isEqualTo(100);
  }

  @Test
  void shouldBeOfThoseWhomTheAliasesName() {
    var champion = assignment(3, NOON.plusSeconds(5));
    var challenger = assignment(4, NOON);

    var named =
        ShadowTally.of(Map.of(ModelAlias.CHAMPION, champion, ModelAlias.CHALLENGER, challenger));

    assertThat(named).isPresent();
    assertThat(named.get().isContinuedBy(new ShadowTally(3, 4, NOON.plusSeconds(5)))).isTrue();
    assertThat(named.get().isContinuedBy(new ShadowTally(3, 4, NOON))).isFalse();
    assertThat(named.get().isContinuedBy(new ShadowTally(4, 3, NOON.plusSeconds(5)))).isFalse();
    assertThat(ShadowTally.of(Map.of(ModelAlias.CHAMPION, champion))).isEmpty();
    assertThat(
            ShadowTally.of(
                Map.of(ModelAlias.CHAMPION, champion, ModelAlias.CHALLENGER, assignment(0, NOON))))
        .isEmpty();
  }

  private static ModelAssignment assignment(int version, Instant since) {
    return new ModelAssignment(version, List.of(), since, "ada", "to see");
  }

  private static ShadowComparison comparison(
      int champion, int challenger, int millis, int itsMillis, ShadowComparison.Face... faces) {
    return new ShadowComparison(
        new CameraId("hall"),
        new FrameId("s", 1),
        NOON,
        champion,
        challenger,
        Duration.ofMillis(millis),
        Duration.ofMillis(itsMillis),
        List.of(faces));
  }

  private static ShadowComparison.Face face(
      Expression champion, float itsTop, Expression challenger, float top) {
    return new ShadowComparison.Face(
        1, probabilities(champion, itsTop), probabilities(challenger, top));
  }

  private static Probabilities probabilities(Expression top, float probability) {
    float[] values = new float[Expression.ALL.size()];
    Arrays.fill(values, (1 - probability) / 6);
    values[top.index()] = probability;
    return new Probabilities(values);
  }

  private static double share(ShadowReport.Side side, Expression expression) {
    return side.shares().get(expression.index());
  }
}
