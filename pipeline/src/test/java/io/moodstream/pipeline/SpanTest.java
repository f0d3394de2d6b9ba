package io.moodstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
  @ParameterizedTest
  @CsvSource({
    "300ms, 300, 300ms",
    "0.3s, 300, 300ms",
    "1.5s, 1500, 1500ms",
    "2s, 2000, 2s",
    "90s, 90000, 90s",
    "120s, 120000, 2m",
    "15m, 900000, 15m",
    "2h, 7200000, 2h",
    "7d, 604800000, 7d",
    "0s, 0, 0s"
  })
  void shouldReadANumberAndAUnit(String text, long millis, String shown) {
    assertThat(Span.parse(text).duration()).isEqualTo(Duration.ofMillis(millis));
    assertThat(Span.parse(text)).hasToString(shown);
    assertThat(Span.parse(shown)).isEqualTo(Span.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1 s", "1.s", "1e3s", "1w", "9999999999s"})
  void shouldRefuseWhatIsNoLengthOfTime(String text) {
    assertThatThrownBy(() -> Span.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'%s' is not a length of time".formatted(text));
  }

  @Test
  void shouldStillReadABareNumberOfSeconds() {
    assertThat(Span.parseSeconds("2").duration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(Span.parseSeconds("0.3").duration()).isEqualTo(Duration.ofMillis(300));
    assertThat(Span.parseSeconds("30s").duration()).isEqualTo(Duration.ofSeconds(30));
  }
}
