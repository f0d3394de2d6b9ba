package io.moodstream.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.summaries.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregatorSettingsTest {
  private static final AggregatorSettings DEFAULTS = AggregatorSettings.defaults();

  @Test
  void shouldKeepSummariesAsLongAsTheirStepSays() {
    assertThat(DEFAULTS.retentions())
        .containsEntry(Step.TEN_SECONDS, Duration.ofDays(1))
        .containsEntry(Step.ONE_MINUTE, Duration.ofDays(30))
        .containsEntry(Step.ONE_HOUR, Duration.ofDays(400));
  }

  @Test
  void shouldNameTheKeyOfABadValue() {
    assertThatThrownBy(() -> DEFAULTS.withThreads(0)).hasMessage("threads: at least 1, not 0");
    assertThatThrownBy(() -> DEFAULTS.withMinimumPeople(-1))
        .hasMessage("minimum people: 0 to 1000, not -1");
    assertThatThrownBy(() -> DEFAULTS.withGrace(Duration.ofSeconds(-1)))
        .hasMessage("grace: at least 0 s, not PT-1S");
    assertThatThrownBy(
            () ->
                new AggregatorSettings(
                    1,
                    0,
                    Duration.ZERO,
                    Map.of(Step.TEN_SECONDS, Duration.ofDays(1)),
                    DEFAULTS.pauses(),
                    Optional.empty(),
                    DEFAULTS.drift()))
        .hasMessage("retention of 1m: at least PT1H, not PT0S");
    assertThatThrownBy(() -> DEFAULTS.withPause(Duration.ZERO))
        .hasMessage("pause of 10s: at least 1 ms, not PT0S");
  }
}
