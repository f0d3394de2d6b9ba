package io.moodstream.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgTest {
  @ParameterizedTest
  @CsvSource({"0.7,1", "1,1", "1.1,2", "34,50", "50,50", "51,100", "999,1000"})
  void shouldEndTheScaleAtARoundNumber(double largest, double top) {
    assertThat(Svg.nice(Stream.of(0.0, largest))).isEqualTo(top);
  }

  @Test
  void shouldStackTheParts() {
    String svg =
        Svg.columns(
            "ms",
            List.of("1"),
            List.of(new Svg.Series("a", List.of(4.0)), new Svg.Series("b", List.of(6.0))));

    // The scale goes to 10 over 246 pixels, from 260 upwards.
    assertThat(svg).contains("y='161.6'").contains("height='98.4'");
    assertThat(svg).contains("y='14.0'").contains("height='147.6'");
  }

  @Test
  void shouldDrawALineThroughItsValues() {
    String svg =
        Svg.lines("ms", List.of("1", "2"), List.of(new Svg.Series("a", List.of(0.0, 10.0))));

    assertThat(svg).contains("points='225.0,260.0 555.0,14.0'");
  }
}
