package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.face;
import static io.moodstream.aggregator.Frames.frame;
import static io.moodstream.aggregator.Frames.skipped;
import static io.moodstream.pipeline.Step.ONE_HOUR;
import static io.moodstream.pipeline.Step.ONE_MINUTE;
import static io.moodstream.pipeline.Step.TEN_SECONDS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.CameraId;
import io.moodstream.pipeline.Expression;
import io.moodstream.pipeline.Step;
import io.moodstream.pipeline.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregatorTopologyTest {
  private static final CameraId HALL = new CameraId("hall");
  private static final CameraId DOOR = new CameraId("door");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final double[] HAPPY = {0.02, 0.01, 0.03, 0.8, 0.1, 0.03, 0.01};
  private static final double[] SAD = {0.1, 0.0, 0.1, 0.04, 0.16, 0.6, 0.0};
  private static final double[] UNSURE = {0.1, 0.1, 0.1, 0.3, 0.2, 0.1, 0.1};

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
  void shouldKeepItsShape() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
      assertThat(golden).isNotNull();
      var topology =
          AggregatorTopology.build(AggregatorSettings.defaults(), new SimpleMeterRegistry());
      assertThat(topology.describe().toString())
          .isEqualToIgnoringNewLines(new String(golden.readAllBytes(), UTF_8));
    }
  }

  @Test
  void shouldAverageProbabilitiesOverTheFaces() {
    // when
    driven.send(frame(HALL, NOON, 3, face(1, HAPPY), face(2, SAD)));
    driven.send(frame(HALL, NOON.plusMillis(100), 3, face(1, UNSURE)));
    driven.settle();

    // then
    for (Step step : Step.values()) {
      Summary summary = driven.last(HALL, step, NOON).orElseThrow();
      assertThat(summary.frames()).isEqualTo(2);
      assertThat(summary.faces()).isEqualTo(3);
      assertThat(summary.people()).isEqualTo(2);
      assertThat(summary.models()).containsExactly(3);
      assertThat(summary.dominant()).contains(Expression.HAPPY);
      assertThat(summary.uncertain()).isEqualTo(1.0 / 3, within(1e-12));
      assertThat(summary.suppressed()).isFalse();
      for (int i = 0; i < 7; i++) {
        assertThat(summary.shares().get(i))
            .isEqualTo((HAPPY[i] + SAD[i] + UNSURE[i]) / 3, within(1e-6));
      }
    }
  }

  @Test
  void shouldHaveSharesThatSumToOneEvenWhenProbabilitiesDoNotQuite() {
    // when
    driven.send(frame(HALL, NOON, 1, face(1, 0.0, 0.0, 0.0, 0.6009, 0.4, 0.0, 0.0)));
    driven.settle();

    // then
    Summary summary = driven.last(HALL, TEN_SECONDS, NOON).orElseThrow();
    assertThat(summary.shares().stream().mapToDouble(Double::doubleValue).sum())
        .isEqualTo(1, within(1e-12));
  }

  @Test
  void shouldCountFramesInWhichNobodyWas() {
    // when
    driven.send(frame(HALL, NOON, 1));
    driven.settle();

    // then
    Summary summary = driven.last(HALL, TEN_SECONDS, NOON).orElseThrow();
    assertThat(summary.frames()).isEqualTo(1);
    assertThat(summary.faces()).isZero();
    assertThat(summary.people()).isZero();
    assertThat(summary.shares()).isEmpty();
    assertThat(summary.dominant()).isEmpty();
    assertThat(summary.uncertain()).isZero();
    assertThat(summary.models()).isEmpty();
  }

  @Test
  void shouldCountSkippedFramesApart() {
    // when
    driven.send(skipped(HALL, NOON));
    driven.send(skipped(HALL, NOON.plusSeconds(1)));
    driven.send(frame(HALL, NOON.plusSeconds(2), 1, face(1, HAPPY)));
    driven.settle();

    // then
    Summary summary = driven.last(HALL, TEN_SECONDS, NOON).orElseThrow();
    assertThat(summary.skipped()).isEqualTo(2);
    assertThat(summary.frames()).isEqualTo(1);
    assertThat(driven.count("moodstream.aggregator.frames")).isEqualTo(3);
  }

  @Test
  void shouldListTheModelsThatJudged() {
    // when
    driven.send(frame(HALL, NOON, 12, face(1, HAPPY)));
    driven.send(frame(HALL, NOON.plusSeconds(1), 9, face(1, HAPPY)));
    driven.send(frame(HALL, NOON.plusSeconds(11), 12, face(1, HAPPY)));
    driven.settle();

    // then
    assertThat(driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().models()).containsExactly(9, 12);
    assertThat(driven.last(HALL, TEN_SECONDS, NOON.plusSeconds(10)).orElseThrow().models())
        .containsExactly(12);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().models()).containsExactly(9, 12);
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
  void shouldCountAPersonOnceInEveryWindow() {
    // when
    for (int second = 0; second < 120; second += 5) {
      driven.send(frame(HALL, NOON.plusSeconds(second), 1, face(7, HAPPY), face(second, SAD)));
    }
    driven.settle();

    // then
    assertThat(driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().people()).isEqualTo(3);
    assertThat(driven.last(HALL, ONE_MINUTE, NOON).orElseThrow().people()).isEqualTo(13);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().people()).isEqualTo(25);
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
  void shouldKeepCamerasApart() {
    // when
    driven.send(frame(HALL, NOON, 1, face(1, HAPPY)));
    driven.send(frame(DOOR, NOON, 2, face(1, SAD), face(2, SAD)));
    driven.settle();

    // then
    Summary hall = driven.last(HALL, ONE_MINUTE, NOON).orElseThrow();
    Summary door = driven.last(DOOR, ONE_MINUTE, NOON).orElseThrow();
    assertThat(hall.people()).isEqualTo(1);
    assertThat(hall.dominant()).contains(Expression.HAPPY);
    assertThat(hall.models()).containsExactly(1);
    assertThat(door.people()).isEqualTo(2);
    assertThat(door.dominant()).contains(Expression.SAD);
    assertThat(door.models()).containsExactly(2);
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
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().people()).isEqualTo(60);
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
        .allSatisfy(summary -> assertThat(summary.frames()).isEqualTo(10));
    assertThat(driven.last().values())
        .filteredOn(summary -> summary.step() == ONE_MINUTE)
        .hasSize(120)
        .allSatisfy(summary -> assertThat(summary.frames()).isEqualTo(60));
    assertThat(frames(HALL, ONE_HOUR, NOON)).isEqualTo(3600);
    assertThat(frames(HALL, ONE_HOUR, NOON.plusSeconds(3600))).isEqualTo(3600);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().people()).isEqualTo(60);
  }

  @Test
  void shouldIgnoreTombstonesAndRecordsWithoutACamera() {
    // when
    driven.sendRaw("hall".getBytes(UTF_8), null);
    driven.sendRaw(null, new byte[0]);
    driven.send(frame(HALL, NOON, 1));
    driven.settle();

    // then
    assertThat(driven.last().values()).extracting(Summary::frames).isEqualTo(List.of(1L, 1L, 1L));
  }

  private long frames(CameraId camera, Step step, Instant from) {
    return driven.last(camera, step, from).orElseThrow().frames();
  }
}
