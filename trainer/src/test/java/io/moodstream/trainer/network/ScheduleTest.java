package io.moodstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Schedule COSINE = new Schedule.Cosine(0.1f, 0.05);

  @Test
  void shouldWarmUpToThePeakAndFallToZero() {
    assertThat(COSINE.rate(0)).isEqualTo(0.002f, Offset.offset(1e-6f));
    assertThat(COSINE.rate(0.05)).isEqualTo(0.1f, Offset.offset(1e-6f));
    assertThat(COSINE.rate(0.525)).isEqualTo(0.05f, Offset.offset(1e-6f));
    assertThat(COSINE.rate(1)).isZero();
  }

  @Test
  void shouldNeverRiseAfterTheWarmUp() {
    for (int i = 5; i < 100; i++) {
      assertThat(COSINE.rate((i + 1) / 100.0)).isLessThan(COSINE.rate(i / 100.0));
    }
  }
}
