package io.moodstream.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryRequestTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void shouldComeBackFromItsQuery() {
    var request =
        new SummaryRequest(
            Set.of(new CameraId("hall"), new CameraId("door.2")),
            Step.ONE_MINUTE,
            NOON,
            NOON.plusSeconds(60),
            Set.of(0, 7));

    assertThat(request.toQuery())
        .isEqualTo(
            "camera=door.2&camera=hall&step=1m&from=1780315200000&to=1780315260000"
                + "&partition=0&partition=7");
    assertThat(SummaryRequest.parse(request.toQuery())).isEqualTo(request);
  }

  @Test
  void shouldAskForAllWithoutCamerasAndPartitions() {
    var all = SummaryRequest.of(Set.of(), Step.ONE_HOUR, Instant.MIN, Instant.MAX);

    assertThat(SummaryRequest.parse(all.toQuery())).isEqualTo(all);
    assertThat(all.from()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void shouldRoundUpToWholeMillisecondsBecauseWindowsStartOnThem() {
    var request = SummaryRequest.of(Set.of(), Step.ONE_HOUR, NOON.plusNanos(1), NOON.plusNanos(1));

    assertThat(request.from()).isEqualTo(NOON.plusMillis(1));
    assertThat(request.to()).isEqualTo(NOON.plusMillis(1));
  }

  @ParameterizedTest
  @CsvSource({
    "step=1m&from=0,             parameter to must be given once",
    "step=1m&from=0&to=1&to=2,   parameter to must be given once",
    "step=2m&from=0&to=1,        unknown step '2m'",
    "step=1m&from=noon&to=1,     parameter from 'noon' is not a number",
    "camera=%24&step=1m&from=0&to=1, camera id '$'",
    "step=1m&from=0&to=1&x=1,    unknown parameter [x]"
  })
  void shouldNameTheBadParameter(String query, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SummaryRequest.parse(query))
        .withMessageContaining(reason);
  }
}
