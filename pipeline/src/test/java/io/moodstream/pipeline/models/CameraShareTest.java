package io.moodstream.pipeline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.CameraId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraShareTest {
  private static final List<CameraId> CAMERAS =
      IntStream.range(0, 2_000).mapToObj(i -> new CameraId("camera-" + i)).toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20, 50, 99})
  void shouldContainAboutItsShareOfTheCameras(int percent) {
    long contained = CAMERAS.stream().filter(new CameraShare(percent)::contains).count();

    assertThat(contained / 20.0).isBetween(percent - 2.0, percent + 2.0);
  }

  @Test
  void shouldKeepItsCamerasWhenItGrows() {
    assertThat(CAMERAS.stream().filter(new CameraShare(10)::contains))
        .allMatch(new CameraShare(20)::contains);
  }

  @Test
  void shouldReadAShare() {
    assertThat(CameraShare.parse("20%")).isEqualTo(new CameraShare(20));
    assertThat(CameraShare.parse("20")).isEqualTo(new CameraShare(20));
    assertThat(new CameraShare(20)).hasToString("20%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "0%", "100%", "-1", "a fifth", "1e1%"})
  void shouldRefuseWhatIsNoShare(String text) {
    assertThatThrownBy(() -> CameraShare.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
