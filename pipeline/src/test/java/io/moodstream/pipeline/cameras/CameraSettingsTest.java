package io.moodstream.pipeline.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.CameraId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraSettingsTest {
  @Test
  void shouldReadIdSourceAndOptions() {
    var settings = CameraSettings.parse("hall=loop:films/hall.mp4,fps=7.5,pictures=on");

    assertThat(settings)
        .isEqualTo(
            new CameraSettings(
                new CameraId("hall"),
                new Source.VideoFile(Path.of("films/hall.mp4"), true),
                OptionalDouble.of(7.5),
                true));
  }

  @Test
  void shouldHidePicturesAndNotLimitTheRateUnlessAsked() {
    var settings = CameraSettings.parse("desk=webcam:0");

    assertThat(settings.pictures()).isFalse();
    assertThat(settings.framesPerSecond()).isEmpty();
  }

  @Test
  void shouldAlwaysShowADrawnScene() {
    assertThat(CameraSettings.parse("demo=synthetic,pictures=off").pictures()).isTrue();
  }

  @Test
  void shouldReadTheOptionsOfASyntheticCameraInAnyOrder() {
    var settings = CameraSettings.parse("hall=synthetic:7,people=8,fps=10,size=1920x1080");

    assertThat(settings.source())
        .isEqualTo(new Source.Synthetic(7, Optional.of(new Crowd(1920, 1080, 8))));
    assertThat(settings.framesPerSecond()).hasValue(10);
    assertThat(settings.source().text()).isEqualTo("synthetic:7,size=1920x1080,people=8");
  }

  @Test
  void shouldReadTheDeclaredUse() {
    var settings =
        CameraSettings.parse("hall=webcam:0,purpose=retail-statistics,basis=legitimate-interest");

    assertThat(settings.source()).isEqualTo(new Source.Webcam(0));
    assertThat(settings.label().use().purpose()).contains(CameraPurpose.RETAIL_STATISTICS);
    assertThat(settings.label().use().legalBasis()).contains(LegalBasis.LEGITIMATE_INTEREST);
    assertThat(CameraSettings.parse("hall=webcam:0,purpose=length of the queue").label().purpose())
        .isEqualTo("length of the queue");
  }

  @Test
  void shouldTakeACommaWithoutOptionAsPartOfTheFileName() {
    var settings = CameraSettings.parse("hall=march, april.mp4,fps=5");

    assertThat(settings.source())
        .isEqualTo(new Source.VideoFile(Path.of("march, april.mp4"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hall=webcam:0,speed=3      | camera hall: unknown option 'speed': known are fps, pictures, purpose, basis; size and people for synthetic
          hall=webcam:0,basis=maybe  | camera hall: legalBasis: 'maybe' is not one of consent, explicit-consent, contract, legal-obligation, vital-interests, public-task, legitimate-interest
          hall=webcam:0,fps=fast     | camera hall: fps=fast is not a number above 0 and at most 120
          hall=webcam:0,fps=0        | camera hall: fps=0 is not a number above 0 and at most 120
          hall=webcam:0,fps=121      | camera hall: fps=121 is not a number above 0 and at most 120
          hall=webcam:0,fps=-1       | camera hall: fps=-1 is not a number above 0 and at most 120
          hall=webcam:0,pictures=yes | camera hall: pictures=yes is neither on nor off
          hall=webcam:one            | camera hall: 'webcam:one' is not webcam:N with N = 0, 1, 2 ...
          hall=synthetic:x           | camera hall: 'synthetic:x' is not synthetic:SEED with a whole number as seed
          hall=webcam:0,people=8     | camera hall: 'people=8' is an option of synthetic cameras only
          hall=synthetic,size=big    | camera hall: 'size=big' is not an option of a synthetic camera: size=1920x1080 or people=8
          hall=synthetic,people=41   | camera hall: people 41 of a synthetic camera is not between 1 and 40
          hall=ftp://host/film       | camera hall: no source of the kind 'ftp://': known are rtsp, rtsps, http, https
          hall=http://host:99999/    | camera hall: port 99999 is not 1 to 65535
          hall=loop:                 | camera hall: a source of the form loop:FILE lacks its path
          hall=                      | camera hall: no source given; webcam:0, a file or synthetic would be one
          two words=webcam:0         | camera id 'two words' must be 1 to 64 of the characters A-Z a-z 0-9 . _ -
          webcam:0                   | a camera is written ID=SOURCE, as hall=webcam:0; 'webcam:0' has no ID=
          """)
  void shouldSayInOneLineWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> CameraSettings.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shouldRepeatNoPasswordInAnError() {
    assertThatThrownBy(() -> CameraSettings.parse("rtsp://admin:secret@10.0.0.4/live"))
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> CameraSettings.parse("door=rtsp://admin:secret@"))
        .hasMessageNotContaining("secret");
  }
}
