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

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which frames a summary is of, and when it is written. */
class WindowProcessorTest {
  @TempDir Path stateDir;
  private Driven driven;

  @BeforeEach
  void start() {
    driven = new Driven(AggregatorSettings.defaults(), stateDir);
  }

  @AfterEach
  void stop() {
    driven.close();
  }

  @Test
  void shouldPutTheLastMillisecondInAWindowAndTheNextInTheNext() {
    // when
    driven.send(frame(HALL, NOON.plusMillis(9_999), 1));
    driven.send(frame(HALL, NOON.plusMillis(10_000), 1));
    driven.send(frame(HALL, NOON.plusMillis(59_999), 1));
    driven.send(frame(HALL, NOON.plusMillis(60_000), 1));
    driven.send(frame(HALL, NOON.plusMillis(3_600_000), 1));
    driven.settle();

    // then
    assertThat(frames(HALL, TEN_SECONDS, NOON)).isEqualTo(1);
    assertThat(frames(HALL, TEN_SECONDS, NOON.plusSeconds(10))).isEqualTo(1);
    assertThat(frames(HALL, TEN_SECONDS, NOON.plusSeconds(50))).isEqualTo(1);
    assertThat(frames(HALL, ONE_MINUTE, NOON)).isEqualTo(3);
    assertThat(frames(HALL, ONE_MINUTE, NOON.plusSeconds(60))).isEqualTo(1);
    assertThat(frames(HALL, ONE_HOUR, NOON)).isEqualTo(4);
    assertThat(frames(HALL, ONE_HOUR, NOON.plusSeconds(3600))).isEqualTo(1);
    assertThat(driven.last()).hasSize(5 + 3 + 2);
  }

  @Test
  void shouldGoOnWhereItsStoresHoldWhatItCannotRead() {
    // given
    driven.send(frame(HALL, NOON, 1));
    driven.settle();
    driven.spoilTallies();
    driven.spoilSummary(HALL, TEN_SECONDS, NOON);

    // when
    assertThat(driven.stored(HALL, TEN_SECONDS, NOON)).isEmpty();
    driven.send(frame(HALL, NOON.plusSeconds(1), 1));
    driven.settle();

    // then: what was counted before is lost, and nothing after it
    assertThat(frames(HALL, TEN_SECONDS, NOON)).isEqualTo(1);
    assertThat(driven.stored(HALL, TEN_SECONDS, NOON)).isPresent();
  }

  @Test
  void shouldCountAPersonOnceInEveryWindow() {
    // when
    for (int second = 0; second < 120; second += 5) {
      driven.send(frame(HALL, NOON.plusSeconds(second), 1, face(7, HAPPY), face(second, SAD)));
    }
    driven.settle();

    // then
    assertThat(driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().faces().appearances())
        .isEqualTo(3);
    assertThat(driven.last(HALL, ONE_MINUTE, NOON).orElseThrow().faces().appearances())
        .isEqualTo(13);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().faces().appearances()).isEqualTo(25);
  }

  @Test
  void shouldUseEventTimeInWhateverOrderFramesCome() {
    // when
    driven.send(frame(HALL, NOON.plusSeconds(65), 1));
    driven.send(frame(HALL, NOON.plusSeconds(12), 1));
    driven.send(frame(HALL, NOON.plusSeconds(18), 1));
    driven.settle();

    // then
    assertThat(frames(HALL, TEN_SECONDS, NOON.plusSeconds(10))).isEqualTo(2);
    assertThat(frames(HALL, TEN_SECONDS, NOON.plusSeconds(60))).isEqualTo(1);
    assertThat(frames(HALL, ONE_HOUR, NOON)).isEqualTo(3);
  }

  @Test
  void shouldTakeAFrameWithinTheGraceAndDropALaterOneFromEveryWindow() {
    // given
    driven.send(frame(HALL, NOON, 1));
    driven.send(frame(HALL, NOON.plusMillis(69_999), 1));
    driven.settle();

    // when
    driven.send(frame(HALL, NOON.plusSeconds(9), 1));
    driven.send(frame(HALL, NOON.plusMillis(70_000), 1));
    driven.send(frame(HALL, NOON.plusSeconds(8), 1));
    driven.settle();

    // then
    assertThat(frames(HALL, TEN_SECONDS, NOON)).isEqualTo(2);
    assertThat(frames(HALL, ONE_MINUTE, NOON)).isEqualTo(2);
    assertThat(frames(HALL, ONE_HOUR, NOON)).isEqualTo(4);
    assertThat(driven.count("moodstream.aggregator.late")).isEqualTo(1);
    assertThat(driven.count("moodstream.aggregator.frames")).isEqualTo(4);
  }

  @Test
  void shouldCountFramesAfterTheBrokersClockHasGoneBack(@TempDir Path folder) {
    try (var present = new Driven(AggregatorSettings.defaults(), folder, NOON)) {
      // given
      present.send(frame(HALL, NOON.plus(Duration.ofHours(2)), 1));

      // when
      present.send(frame(HALL, NOON.plusSeconds(1), 1));
      present.settle();

      // then
      assertThat(present.last(HALL, TEN_SECONDS, NOON).orElseThrow().coverage().frames())
          .isEqualTo(1);
      assertThat(present.last(HALL, ONE_HOUR, NOON).orElseThrow().coverage().frames()).isEqualTo(1);
      assertThat(present.count("moodstream.aggregator.late")).isZero();
    }
  }

  @Test
  void shouldWriteTheSummariesOfACameraThatFellSilent() {
    // given
    driven.send(frame(HALL, NOON, 1));
    assertThat(driven.written()).isEmpty();

    // when
    driven.pass(Duration.ofSeconds(1));

    // then
    assertThat(driven.last(HALL, TEN_SECONDS, NOON)).isPresent();

    // when
    driven.pass(Duration.ofSeconds(9));

    // then
    assertThat(driven.last(HALL, ONE_MINUTE, NOON)).isPresent();
    assertThat(driven.last(HALL, ONE_HOUR, NOON)).isPresent();
  }

  @Test
  void shouldWriteASummaryOnlyWhenItHasChanged() {
    // when
    for (int i = 0; i < 100; i++) {
      driven.send(frame(HALL, NOON.plusMillis(10L * i), 1));
    }
    driven.settle();
    driven.settle();

    // then
    assertThat(driven.written())
        .extracting(summary -> summary.key().step())
        .containsExactlyInAnyOrder(Step.values());
  }

  @Test
  void shouldStampASummaryWithTheStartOfItsWindow() {
    // when
    driven.send(frame(HALL, NOON.plusSeconds(37), 1));
    driven.settle();

    // then
    assertThat(driven.written())
        .allSatisfy(summary -> assertThat(summary.getRecordTime()).isEqualTo(summary.key().from()))
        .hasSize(3);
  }

  @Test
  void shouldKeepNoTallyThatNoOpenWindowNeeds() {
    // given
    for (int minute = 0; minute < 180; minute++) {
      driven.send(frame(HALL, NOON.plus(Duration.ofMinutes(minute)), 1, face(minute, HAPPY)));
      driven.settle();
    }

    // then
    // The open hour has two minutes' grace of tens, and its 60 minutes.
    assertThat(driven.tallies()).isBetween(60L, 70L);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().faces().appearances()).isEqualTo(60);
  }

  @Test
  void shouldLoseNoWindowWhenItCatchesUp() {
    // when
    for (int second = 0; second < 7200; second++) {
      driven.send(frame(HALL, NOON.plusSeconds(second), 1, face(second / 60, HAPPY)));
    }
    driven.settle();

    // then
    assertThat(driven.last().values())
        .filteredOn(summary -> summary.step() == TEN_SECONDS)
        .hasSize(720)
        .allSatisfy(summary -> assertThat(summary.coverage().frames()).isEqualTo(10));
    assertThat(driven.last().values())
        .filteredOn(summary -> summary.step() == ONE_MINUTE)
        .hasSize(120)
        .allSatisfy(summary -> assertThat(summary.coverage().frames()).isEqualTo(60));
    assertThat(frames(HALL, ONE_HOUR, NOON)).isEqualTo(3600);
    assertThat(frames(HALL, ONE_HOUR, NOON.plusSeconds(3600))).isEqualTo(3600);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().faces().appearances()).isEqualTo(60);
  }

  private long frames(CameraId camera, Step step, Instant from) {
    return driven.last(camera, step, from).orElseThrow().coverage().frames();
  }
}
