package io.moodstream.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.stage.Health.Status;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
  @ParameterizedTest
  @CsvSource({
    "UP, DEGRADED, DEGRADED",
    "DEGRADED, UNAVAILABLE, UNAVAILABLE",
    "UNAVAILABLE, STARTING, STARTING",
    "STARTING, DOWN, DOWN",
    "UP, DOWN, DOWN"
  })
  void shouldBeAsTheWorstOfItsChecks(Status one, Status other, Status whole) {
    Health health =
        Health.merged(
            Stream.of(one, other).map(status -> Health.of("a stage", status, "")).toList());

    assertThat(health.status()).isEqualTo(whole);
  }

  @Test
  void shouldBeUpWithoutChecks() {
    assertThat(new Health(List.of()).status()).isEqualTo(Status.UP);
  }
}
