package io.moodstream.pipeline.cameras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
  @Test
  void shouldTellTheKindsApart() {
    assertThat(Source.parse("webcam:2")).isEqualTo(new Source.Webcam(2));
    assertThat(Source.parse("hall.mp4"))
        .isEqualTo(new Source.VideoFile(Path.of("hall.mp4"), false));
    assertThat(Source.parse("loop:hall.mp4"))
        .isEqualTo(new Source.VideoFile(Path.of("hall.mp4"), true));
    assertThat(Source.parse("dir:pictures")).isEqualTo(new Source.Folder(Path.of("pictures")));
    assertThat(Source.parse("synthetic")).isEqualTo(new Source.Synthetic(1));
    assertThat(Source.parse("synthetic:-5")).isEqualTo(new Source.Synthetic(-5));
    assertThat(Source.parse("synthetic,people=3"))
        .isEqualTo(new Source.Synthetic(1, Optional.of(new Crowd(1280, 720, 3))));
    assertThat(Source.parse("rtsp://cam/live")).isInstanceOf(Source.Network.class);
    assertThat(Source.parse("http://cam/video.mjpg")).isInstanceOf(Source.Network.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          webcam:0                                   | webcam:0
          loop:hall.mp4                              | loop:hall.mp4
          dir:pictures                               | dir:pictures
          synthetic                                  | synthetic:1
          rtsp://admin:s3cret@10.0.0.4/live          | rtsp://10.0.0.4/live
          rtsp://admin:p@ss#w?rd@10.0.0.4:8554/live  | rtsp://10.0.0.4:8554/live
          http://cam/video.cgi?user=admin&pwd=s3cret | http://cam/video.cgi?...
          """)
  void shouldShowItselfWithoutSecrets(String text, String shown) {
    assertThat(Source.parse(text).text()).isEqualTo(shown);
    assertThat(Source.parse(text).toString()).doesNotContain("s3cret", "p@ss");
  }

  @Test
  void shouldKeepWhatTheConnectionNeeds() {
    var address = StreamAddress.parse("rtsp://admin:p@ss#w?rd@[fe80::1]/live?channel=1");

    assertThat(address.credentials()).isEqualTo(Optional.of("admin:p@ss#w?rd"));
    assertThat(address.host()).isEqualTo("[fe80::1]");
    assertThat(address.port()).isEqualTo(554);
    assertThat(address.path()).isEqualTo("/live?channel=1");
  }
}
