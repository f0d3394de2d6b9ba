package io.moodstream.cameraproducer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PicturePaceTest {
  private long now;
  private final PicturePace pace = new PicturePace(() -> now);

  @Test
  void shouldMissTheFirstPictureSoon() {
    pass(PicturePace.FIRST);
    assertThat(pace.isOverdue()).isFalse();

    pass(Duration.ofMillis(1));

    assertThat(pace.isOverdue()).isTrue();
  }

  @Test
  void shouldMissAFastCameraWithinSeconds() {
    for (int picture = 0; picture < 10; picture++) {
      arriveAfter(Duration.ofMillis(100));
    }

    assertThat(pace.limit()).isEqualTo(PicturePace.SHORTEST);
  }

  @Test
  void shouldWaitForASlowCamera() {
    arriveAfter(Duration.ofMillis(200));
    pass(Duration.ofSeconds(30));
    assertThat(pace.isOverdue()).isFalse();
    pace.pictureArrived();

    pass(Duration.ofSeconds(40));

    assertThat(pace.isOverdue()).isFalse();
  }

  @Test
  void shouldForgetOneLongGap() {
    arriveAfter(Duration.ofMillis(100));
    arriveAfter(Duration.ofSeconds(4));
    assertThat(pace.limit()).isEqualTo(Duration.ofSeconds(40));

    for (int picture = 0; picture < 60; picture++) {
      arriveAfter(Duration.ofMillis(100));
    }

    assertThat(pace.limit()).isEqualTo(PicturePace.SHORTEST);
  }

  private void arriveAfter(Duration gap) {
    pass(gap);
    pace.pictureArrived();
  }

  private void pass(Duration span) {
    now += span.toNanos();
  }
}
