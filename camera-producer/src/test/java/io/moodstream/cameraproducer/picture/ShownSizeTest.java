package io.moodstream.cameraproducer.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownSizeTest {
  @Test
  void shouldMakePixelsSquareByEnlarging() {
    assertThat(ShownSize.of(720, 576, 16, 15)).isEqualTo(new ShownSize(768, 576));
    assertThat(ShownSize.of(1440, 1080, 4, 3)).isEqualTo(new ShownSize(1920, 1080));
    assertThat(ShownSize.of(720, 480, 8, 9)).isEqualTo(new ShownSize(720, 540));
  }

  @Test
  void shouldTakeAnUnknownOrImpossibleShapeForASquare() {
    assertThat(ShownSize.of(640, 360, 0, 1)).isEqualTo(new ShownSize(640, 360));
    assertThat(ShownSize.of(640, 360, 1, 0)).isEqualTo(new ShownSize(640, 360));
    assertThat(ShownSize.of(640, 360, 255, 1)).isEqualTo(new ShownSize(640, 360));
  }

  @Test
  void shouldScaleDownToTheLongestSide() {
    assertThat(new ShownSize(3840, 2160).within(1920)).isEqualTo(new ShownSize(1920, 1080));
    assertThat(new ShownSize(1080, 3840).within(1920)).isEqualTo(new ShownSize(540, 1920));
    assertThat(new ShownSize(640, 360).within(1920)).isEqualTo(new ShownSize(640, 360));
  }
}
