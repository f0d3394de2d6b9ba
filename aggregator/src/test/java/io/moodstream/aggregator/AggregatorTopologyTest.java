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
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary says. */
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
  void shouldIgnoreTombstonesAndRecordsWithoutACamera() {
    // when
    driven.sendRaw("hall".getBytes(UTF_8), null);
    driven.sendRaw(null, new byte[0]);
    driven.send(frame(HALL, NOON, 1));
    driven.settle();

    // then
    assertThat(driven.last().values()).extracting(Summary::frames).isEqualTo(List.of(1L, 1L, 1L));
  }
}
