package io.moodstream.cameraproducer.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.cameras.LegalBasis;
import io.moodstream.pipeline.cameras.Mask;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamerasFileTest {
  @TempDir private Path folder;

  @Test
  void shouldReadEveryKey() throws IOException {
    List<CameraSettings> cameras =
        read(
            """
            cameras:
              - id: hall
                name: Große Halle, 大厅
                source: webcam:0
                group: floor
                rate: 7.5
                pictures: true
                purpose: length of the queue
                masks:
                  - [[0, 0], [0.2, 0], [0.2, 1]]
                paused: true
              - {id: door, source: 'loop:door.mp4'}
            """);

    assertThat(cameras)
        .containsExactly(
            new CameraSettings(
                new CameraId("hall"),
                new Source.Webcam(0),
                OptionalDouble.of(7.5),
                true,
                List.of(
                    new Mask(
                        List.of(
                            new Mask.Corner(0, 0),
                            new Mask.Corner(0.2, 0),
                            new Mask.Corner(0.2, 1)))),
                true,
                new CameraLabel(
                    "Große Halle, 大厅", Optional.of(new CameraId("floor")), "length of the queue")),
            CameraSettings.parse("door=loop:door.mp4"));
  }

  @Test
  void shouldTakeAnEmptyFileForNoCameras() throws IOException {
    assertThat(read("# none yet\n")).isEmpty();
    assertThat(read("cameras:\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cameras: [{id: hall, source: webcam:0, fps: 5}] | cameras[0] hall: fps: unknown; known"
            + " are",
        "cameras: [{id: hall}] | cameras[0] hall: source: a text is needed",
        "cameras: [{source: webcam:0}] | cameras[0]: id: a text is needed",
        "cameras: [{id: große halle, source: webcam:0}] | cameras[0] große halle: id: camera id",
        "cameras: [{id: hall, source: webcam:x}] | cameras[0] hall: source: 'webcam:x' is not",
        "cameras: [{id: hall, source: webcam:0, rate: 500}] | cameras[0] hall: rate: frames a"
            + " second",
        "cameras: [{id: hall, source: webcam:0, rate: fast}] | cameras[0] hall: rate: frames a"
            + " second",
        "cameras: [{id: hall, source: webcam:0, pictures: 7}] | cameras[0] hall: pictures: true or",
        "cameras: [{id: hall, source: webcam:0, group: a b}] | cameras[0] hall: group: camera id",
        "cameras: [{id: a, source: webcam:0, masks: [[[0, 0], [1, 1]]]}] | masks[0]: 3 to 64"
            + " corners",
        "cameras: [{id: a, source: webcam:0, masks: [[[0, 0], [1, 1], [2, 0]]]}] | masks[0]: a"
            + " corner",
        "cameras: [{id: a, source: webcam:0, masks: [7]}] | masks[0]: 3 to 64 corners",
        "cameras: [{id: a, source: webcam:0}, {id: a, source: webcam:1}] | cameras[1] a: id:"
            + " listed",
        "cameras: {a: webcam:0} | cameras: a list",
        "camera: [] | camera: unknown; the file has one key, cameras",
        "cameras: [{id: a, id: b}] | line 1: Duplicate field 'id'",
        "cameras: [ | line 1: "
      })
  void shouldNameTheCameraAndTheKeyThatIsWrong(String yaml, String reason) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder.resolve("cameras.yaml") + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void shouldRefuseAPurposeThatTheLawProhibits() {
    assertThatThrownBy(
            () -> read("cameras: [{id: desk, source: webcam:0, purposeCode: workplace}]"))
        .hasMessageStartingWith(folder.resolve("cameras.yaml") + ": cameras[0] desk: purposeCode: ")
        .hasMessageContaining("prohibited-purpose")
        .hasMessageContaining("Regulation (EU) 2024/1689, Article 5(1)(f)");
  }

  @Test
  void shouldTakeAClaimedException() throws IOException {
    List<CameraSettings> cameras =
        read(
            """
            cameras:
              - id: crane
                source: webcam:0
                purposeCode: workplace
                legalBasis: vital-interests
                exception: safety
                exceptionReason: >-
                  Tired crane drivers endanger the people who work below them.
            """);

    assertThat(cameras.get(0).label().use())
        .isEqualTo(
            new DeclaredUse(
                Optional.of(CameraPurpose.WORKPLACE),
                Optional.of(LegalBasis.VITAL_INTERESTS),
                Optional.of(
                    new ExceptionClaim(
                        ExceptionClaim.Kind.SAFETY,
                        "Tired crane drivers endanger the people who work below them."))));
  }

  @Test
  void shouldRepeatNoPassword() {
    assertThatThrownBy(
            () -> read("cameras: [{id: a, source: 'rtsp://ada:geheim@10.0.0.7:99999/x'}]"))
        .hasMessageContaining("port 99999")
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(() -> read("cameras: [{id: a, source: 'rtmp://ada:geheim@10.0.0.7/x'}]"))
        .hasMessageContaining("rtmp://")
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(() -> read("cameras: [{id: a, source: 'rtsp://ada:geheim@ x'}]"))
        .hasMessageContaining("is not an address")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void shouldNameAFileThatIsAbsent() {
    assertThatThrownBy(() -> CamerasFile.read(folder.resolve("none.yaml")))
        .hasMessage(folder.resolve("none.yaml") + ": there is no such file");
  }

  private List<CameraSettings> read(String yaml) throws IOException {
    Path file = folder.resolve("cameras.yaml");
    Files.writeString(file, yaml);
    return CamerasFile.read(file);
  }
}
