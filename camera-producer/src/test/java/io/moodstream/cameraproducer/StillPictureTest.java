package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Jpeg;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StillPictureTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final StillPicture still = new StillPicture();

  @Test
  void shouldNameASourceFrozenThatRepeatsOnePictureForAMinute() {
    assertThat(firstFrozenSecond(1)).isEqualTo(60);
  }

  @Test
  void shouldNotNameASlowCameraFrozen() {
    assertThat(firstFrozenSecond(30)).as("the tenth picture").isEqualTo(270);
  }

  @Test
  void shouldBeginAnewWithEachPictureThatDiffers() {
    for (int second = 0; second < 59; second++) {
      assertThat(still.isFrozen(picture(1), START.plusSeconds(second))).isFalse();
    }
    assertThat(still.isFrozen(picture(2), START.plusSeconds(59))).isFalse();
    assertThat(still.isFrozen(picture(1), START.plusSeconds(60))).isFalse();
    assertThat(still.isFrozen(picture(1), START.plusSeconds(100))).isFalse();
  }

  private int firstFrozenSecond(int step) {
    int second = 0;
    while (!still.isFrozen(picture(1), START.plusSeconds(second))) {
      second += step;
    }
    return second;
  }

  private static Jpeg picture(int content) {
    return new Jpeg(new byte[] {(byte) content});
  }
}
