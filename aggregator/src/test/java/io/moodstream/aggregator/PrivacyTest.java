package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.HALL;
import static io.moodstream.aggregator.Frames.HAPPY;
import static io.moodstream.aggregator.Frames.NOON;
import static io.moodstream.aggregator.Frames.SAD;
import static io.moodstream.aggregator.Frames.face;
import static io.moodstream.aggregator.Frames.frame;
import static io.moodstream.pipeline.summaries.Step.ONE_HOUR;
import static io.moodstream.pipeline.summaries.Step.ONE_MINUTE;
import static io.moodstream.pipeline.summaries.Step.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.aggregator.tally.Tally;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Below a minimum group size. */
class PrivacyTest {
  private static final AggregatorSettings THREE =
      AggregatorSettings.defaults().withMinimumPeople(3);

  @TempDir Path stateDir;

  @Test
  void shouldPublishOnlyTheFramesThatShowAGroup() {
    try (var driven = new Driven(THREE, stateDir)) {
      // when: three people, and one of them alone for a while
      for (int second = 0; second < 6; second++) {
        driven.send(frame(HALL, at(second), 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));
      }
      for (int second = 6; second < 10; second++) {
        driven.send(frame(HALL, at(second), 2, face(4, SAD)));
      }
      close(driven);

      // then
      for (Step step : Step.values()) {
        Summary summary = driven.last(HALL, step, NOON).orElseThrow();
        assertThat(summary.suppressed()).isFalse();
        assertThat(summary.coverage().frames()).isGreaterThanOrEqualTo(10);
        assertThat(summary.faces().frames()).isEqualTo(6);
        assertThat(summary.faces().analysed()).isEqualTo(18);
        assertThat(summary.faces().appearances()).isEqualTo(3);
        assertThat(summary.faces().meanFaces()).contains(3.0);
        assertThat(summary.faces().models()).containsExactly(1);
        assertThat(summary.faces().shares().get(3)).isEqualTo(HAPPY[3], within(1e-6));
      }
    }
  }

  @Test
  void shouldNotBeOpenedByASingleFrame() {
    try (var driven = new Driven(THREE, stateDir)) {
      // when: someone alone, and one frame in which the detector sees three faces
      for (int second = 0; second < 9; second++) {
        driven.send(frame(HALL, at(second), 1, face(1, HAPPY)));
      }
      driven.send(frame(HALL, at(9), 1, face(1, HAPPY), face(2, SAD), face(3, SAD)));
      close(driven);

      // then
      for (Step step : Step.values()) {
        assertThatIsWithheld(driven.last(HALL, step, NOON).orElseThrow());
      }
    }
  }

  @Test
  void shouldLeaveAWithheldWindowOutOfEveryLongerOne() {
    try (var driven = new Driven(THREE, stateDir)) {
      // when: a group in the first ten seconds, one of them alone in the next
      driven.send(frame(HALL, at(1), 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));
      driven.send(frame(HALL, at(2), 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));
      driven.send(frame(HALL, at(11), 1, face(1, SAD)));
      driven.send(frame(HALL, at(12), 1, face(1, SAD)));
      close(driven);

      // then
      FaceStatistics published = driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().faces();
      assertThatIsWithheld(driven.last(HALL, TEN_SECONDS, at(10)).orElseThrow());
      assertThat(driven.last(HALL, ONE_MINUTE, NOON).orElseThrow().faces()).isEqualTo(published);
      assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().faces()).isEqualTo(published);
      assertThat(driven.last(HALL, ONE_MINUTE, NOON).orElseThrow().coverage().frames())
          .isEqualTo(4);
    }
  }

  @Test
  void shouldPublishNothingOfAWindowThatIsStillOpenAndTakeNothingAfterwards() {
    try (var driven = new Driven(THREE, stateDir)) {
      // given
      driven.send(frame(HALL, at(1), 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));
      driven.send(frame(HALL, at(2), 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));
      driven.pass(Duration.ofSeconds(2));
      assertThatIsWithheld(driven.last(HALL, TEN_SECONDS, NOON).orElseThrow());
      driven.send(frame(HALL, at(20), 1));
      driven.settle();
      FaceStatistics published = driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().faces();
      assertThat(published.analysed()).isEqualTo(6);

      // when
      driven.send(frame(HALL, at(3), 1, face(1, SAD), face(2, HAPPY), face(3, HAPPY)));
      close(driven);

      // then
      assertThat(driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().faces()).isEqualTo(published);
      assertThat(driven.count("moodstream.aggregator.late")).isEqualTo(1);
    }
  }

  @Test
  void shouldCloseTheLastWindowsOfACameraThatFellSilent() {
    try (var driven = new Driven(THREE, stateDir)) {
      // given
      driven.send(frame(HALL, at(1), 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));
      driven.send(frame(HALL, at(2), 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));

      // when: no record comes for the length of the grace
      driven.pass(Duration.ofSeconds(20));

      // then
      Summary summary = driven.last(HALL, TEN_SECONDS, NOON).orElseThrow();
      assertThat(summary.isFinal()).isTrue();
      assertThat(summary.faces().analysed()).isEqualTo(6);

      // when
      driven.send(frame(HALL, at(3), 1, face(1, SAD), face(2, HAPPY), face(3, HAPPY)));
      driven.settle();

      // then
      assertThat(driven.last(HALL, TEN_SECONDS, NOON)).contains(summary);
    }
  }

  @Test
  void shouldNotTakeOneWhoseFaceIsLostAgainAndAgainForMany() {
    try (var driven = new Driven(THREE, stateDir)) {
      // when: a single person that the detector loses for longer than a track lives
      for (long track = 1; track <= 20; track++) {
        driven.send(frame(HALL, at(2 * track), 1, face(track, HAPPY)));
      }
      close(driven);

      // then
      assertThat(driven.last().values())
          .hasSizeGreaterThanOrEqualTo(5 + 1 + 1)
          .allSatisfy(PrivacyTest::assertThatIsWithheld);
    }
  }

  @Test
  void shouldWithholdWhatWasStoredUnderASmallerMinimum() {
    try (var driven = new Driven(AggregatorSettings.defaults(), stateDir)) {
      // given
      driven.send(frame(HALL, NOON, 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY)));
      driven.settle();
      Summary stored = driven.stored(HALL, TEN_SECONDS, NOON).orElseThrow();
      assertThat(stored.faces().shares()).hasSize(7);

      // then
      assertThatIsWithheld(stored.atLeast(3));
      assertThat(stored.atLeast(0)).isEqualTo(stored);
    }
  }

  @Test
  void shouldLeaveWhatWasTalliedUnderASmallerMinimumOutOfLongerWindows() {
    // given
    Tally open =
        new PrivacyThreshold(2).tally(group(2)).plus(new PrivacyThreshold(2).tally(group(3)));

    // then
    assertThat(new PrivacyThreshold(2).published(ONE_MINUTE, open).faces().frames()).isEqualTo(2);
    assertThat(new PrivacyThreshold(3).published(ONE_MINUTE, open).faces().frames()).isZero();
    assertThat(new PrivacyThreshold(3).published(TEN_SECONDS, open.close()).faces().frames())
        .isZero();
  }

  private static FrameExpressions group(int faces) {
    return faces == 2
        ? frame(HALL, NOON, 1, face(1, HAPPY), face(2, HAPPY))
        : frame(HALL, NOON, 1, face(1, HAPPY), face(2, HAPPY), face(3, HAPPY));
  }

  private static void assertThatIsWithheld(Summary summary) {
    if (summary.coverage().frames() > 0) {
      assertThat(summary.suppressed()).isTrue();
    }
    assertThat(summary.faces()).isEqualTo(FaceStatistics.NONE);
  }

  /** Closes every window of the hour after {@link Frames#NOON}. */
  private static void close(Driven driven) {
    driven.send(frame(HALL, NOON.plus(Duration.ofHours(2)), 1));
    driven.settle();
  }

  private static Instant at(long second) {
    return NOON.plusSeconds(second);
  }
}
