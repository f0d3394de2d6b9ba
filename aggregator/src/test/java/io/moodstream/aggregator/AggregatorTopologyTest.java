package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.DOOR;
import static io.moodstream.aggregator.Frames.HALL;
import static io.moodstream.aggregator.Frames.HAPPY;
import static io.moodstream.aggregator.Frames.NOON;
import static io.moodstream.aggregator.Frames.SAD;
import static io.moodstream.aggregator.Frames.face;
import static io.moodstream.aggregator.Frames.frame;
import static io.moodstream.aggregator.Frames.skipped;
import static io.moodstream.pipeline.summaries.Step.ONE_HOUR;
import static io.moodstream.pipeline.summaries.Step.ONE_MINUTE;
import static io.moodstream.pipeline.summaries.Step.TEN_SECONDS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
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

/** The content of summaries. */
class AggregatorTopologyTest {
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
      assertThat(summary.coverage().frames()).isEqualTo(2);
      assertThat(summary.faces().analysed()).isEqualTo(3);
      assertThat(summary.faces().appearances()).isEqualTo(2);
      assertThat(summary.faces().models()).containsExactly(3);
      assertThat(summary.faces().dominant()).contains(Expression.HAPPY);
      assertThat(summary.faces().uncertainShare()).contains(1.0 / 3);
      assertThat(summary.suppressed()).isFalse();
      for (int i = 0; i < 7; i++) {
        assertThat(summary.faces().shares().get(i))
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
    assertThat(summary.faces().shares().stream().mapToDouble(Double::doubleValue).sum())
        .isEqualTo(1, within(1e-12));
  }

  @Test
  void shouldCountFramesInWhichNobodyWas() {
    // when
    driven.send(frame(HALL, NOON, 1));
    driven.settle();

    // then
    Summary summary = driven.last(HALL, TEN_SECONDS, NOON).orElseThrow();
    assertThat(summary.coverage().frames()).isEqualTo(1);
    assertThat(summary.faces().analysed()).isZero();
    assertThat(summary.faces().appearances()).isZero();
    assertThat(summary.faces().shares()).isEmpty();
    assertThat(summary.faces().dominant()).isEmpty();
    assertThat(summary.faces().uncertainShare()).isEmpty();
    assertThat(summary.faces().models()).isEmpty();
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
    assertThat(summary.coverage().skipped()).isEqualTo(2);
    assertThat(summary.coverage().frames()).isEqualTo(1);
    assertThat(driven.count("moodstream.aggregator.frames")).isEqualTo(3);
    assertThat(
            driven
                .metrics
                .get("moodstream.aggregator.frames")
                .tags("camera", "hall", "outcome", "skipped")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void shouldListTheModelsThatJudged() {
    // when
    driven.send(frame(HALL, NOON, 12, face(1, HAPPY)));
    driven.send(frame(HALL, NOON.plusSeconds(1), 9, face(1, HAPPY)));
    driven.send(frame(HALL, NOON.plusSeconds(11), 12, face(1, HAPPY)));
    driven.settle();

    // then
    assertThat(driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().faces().models())
        .containsExactly(9, 12);
    assertThat(driven.last(HALL, TEN_SECONDS, NOON.plusSeconds(10)).orElseThrow().faces().models())
        .containsExactly(12);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().faces().models())
        .containsExactly(9, 12);
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
    assertThat(hall.faces().appearances()).isEqualTo(1);
    assertThat(hall.faces().dominant()).contains(Expression.HAPPY);
    assertThat(hall.faces().models()).containsExactly(1);
    assertThat(door.faces().appearances()).isEqualTo(2);
    assertThat(door.faces().dominant()).contains(Expression.SAD);
    assertThat(door.faces().models()).containsExactly(2);
  }

  @Test
  void shouldMeasureHowLongATrackIsInView() {
    // when: track 1 for 12 s across two windows, track 2 in one frame
    for (int second = 0; second <= 12; second++) {
      driven.send(frame(HALL, NOON.plusSeconds(second), 1, face(1, HAPPY)));
    }
    driven.send(frame(HALL, NOON.plusSeconds(13), 1, face(2, HAPPY)));
    driven.settle();

    // then
    assertThat(driven.last(HALL, TEN_SECONDS, NOON).orElseThrow().faces().dwellSeconds())
        .contains(9.0);
    assertThat(driven.last(HALL, ONE_MINUTE, NOON).orElseThrow().faces().dwellSeconds())
        .contains(6.0);
    assertThat(driven.last(HALL, ONE_HOUR, NOON).orElseThrow().faces().dwellSeconds())
        .contains(6.0);
  }

  @Test
  void shouldSetAsideRecordsThatCannotBeCounted() {
    // given
    byte[] noTime = serialised(frame(HALL, Instant.parse("2150-01-01T00:00:00Z"), 1));

    // when
    driven.sendRaw("hall".getBytes(UTF_8), null);
    driven.sendRaw(null, serialised(frame(HALL, NOON, 1)));
    driven.sendRaw("hall".getBytes(UTF_8), noTime);
    driven.send(frame(HALL, NOON.plus(Duration.ofDays(3650)), 1));
    driven.send(frame(HALL, NOON, 1));
    driven.settle();

    // then
    assertThat(driven.deadLetters())
        .hasSize(4)
        .allSatisfy(reason -> assertThat(reason).isNotBlank());
    assertThat(driven.count("moodstream.aggregator.dead.letters")).isEqualTo(4);
    assertThat(driven.last().values())
        .extracting(summary -> summary.coverage().frames())
        .isEqualTo(List.of(1L, 1L, 1L));
  }

  private static byte[] serialised(FrameExpressions frame) {
    return Topics.EXPRESSIONS.value().serializer().serialize("any", frame);
  }
}
