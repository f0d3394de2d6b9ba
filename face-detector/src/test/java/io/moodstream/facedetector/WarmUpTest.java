package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.facedetector.search.DetectorSettings.YuNet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void shouldSearchDecodedFrames() {
    FollowedFaces found = WarmUp.run(DetectorSettings.defaults());

    assertThat(found.width()).isEqualTo(640);
    assertThat(found.height()).isEqualTo(360);
  }

  @Test
  void shouldNameAModelFileThatIsMissing() {
    var settings = DetectorSettings.defaults().withDetector(YuNet.of(Path.of("absent.onnx")));

    assertThatThrownBy(() -> WarmUp.run(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absent.onnx");
  }
}
