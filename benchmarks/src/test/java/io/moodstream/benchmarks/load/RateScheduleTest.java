package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateScheduleTest {
  @Test
  void shouldSendFromOneCameraAfterAnotherEvenly() {
    var schedule = new RateSchedule(4, 10);

    assertThat(LongStream.range(0, 6).map(schedule::dueNanos))
        .containsExactly(0L, 25_000_000L, 50_000_000L, 75_000_000L, 100_000_000L, 125_000_000L);
    assertThat(LongStream.range(0, 6).mapToObj(schedule::camera)).containsExactly(0, 1, 2, 3, 0, 1);
    assertThat(LongStream.range(0, 6).map(schedule::sequence))
        .containsExactly(0L, 0L, 0L, 0L, 1L, 1L);
  }

  @Test
  void shouldNotDriftOverAnHour() {
    var schedule = new RateSchedule(3, 7);

    assertThat(schedule.dueNanos(3 * 7 * 3600L)).isEqualTo(3_600_000_000_000L);
  }

  @Test
  void shouldRefuseALoadOfNothing() {
    assertThatThrownBy(() -> new RateSchedule(0, 10)).hasMessageContaining("cameras");
    assertThatThrownBy(() -> new RateSchedule(1, 0)).hasMessageContaining("rate");
    assertThatThrownBy(() -> new RateSchedule(1, Double.NaN)).hasMessageContaining("rate");
  }
}
