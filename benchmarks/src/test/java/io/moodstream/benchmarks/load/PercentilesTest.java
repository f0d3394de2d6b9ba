package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void shouldTakeTheNearestRankOfUnorderedDelays() {
    long[] delays = LongStream.rangeClosed(1, 200).map(i -> 201 - i).toArray();

    assertThat(Percentiles.of(delays)).isEqualTo(new Percentiles(200, 100, 180, 198, 200));
  }

  @Test
  void shouldGiveTheOnlyDelayForEachShare() {
    assertThat(Percentiles.of(new long[] {7})).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
  }

  @Test
  void shouldBeZeroWithoutDelays() {
    assertThat(Percentiles.of(new long[0])).isEqualTo(new Percentiles(0, 0, 0, 0, 0));
  }
}
