package io.moodstream.allinone.commands.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.dashboard.models.ShadowReport;
import io.moodstream.dashboard.models.ShadowReport.Side;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowTableTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void shouldPutChampionAndChallengerSideBySide() {
    var report =
        new ShadowReport(
            1_200,
            1_500,
            0.832,
            NOON,
            new Side(1, List.of(.1, 0., .1, .5, .2, 0., .1), 0.71, 4.04, 6),
            new Side(3, List.of(0., .1, .1, .4, .3, 0., .1), 0.654, 12.2, 20));

    assertThat(ShadowTable.of(report))
        .containsExactly(
            "champion 1, challenger 3, since 2026-06-01T12:00:00Z",
            "1,200 frames, 1,500 faces",
            "agreement 83.2 %",
            "                   champion challenger",
            "confidence           71.0 %     65.4 %",
            "inference mean       4.0 ms    12.2 ms",
            "inference p95        6.0 ms    20.0 ms",
            "angry                10.0 %      0.0 %",
            "disgust               0.0 %     10.0 %",
            "fear                 10.0 %     10.0 %",
            "happy                50.0 %     40.0 %",
            "neutral              20.0 %     30.0 %",
            "sad                   0.0 %      0.0 %",
            "surprise             10.0 %     10.0 %");
  }

  @Test
  void shouldTellNoFiguresBeforeTheFirstFace() {
    var unknown = new Side(1, List.of(), 0, 0, 0);

    assertThat(ShadowTable.of(new ShadowReport(0, 0, 0, NOON, unknown, unknown)))
        .hasSize(2)
        .last()
        .isEqualTo("0 frames, 0 faces");
  }
}
