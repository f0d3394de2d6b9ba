package io.moodstream.pipeline.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CameraJsonTest {
  private static final String ADDRESS = "rtsp://ada:ge%heim@10.0.0.7:8554/live?key=abc";
  private static final CameraSettings CAMERA =
      new CameraSettings(
          new CameraId("hall"),
          Source.parse(ADDRESS),
          OptionalDouble.of(7.5),
          true,
          List.of(
              new Mask(
                  List.of(
                      new Mask.Corner(0, 0), new Mask.Corner(0.25, 0), new Mask.Corner(0.25, 1)))),
          true,
          new CameraLabel("Große Halle", Optional.of(new CameraId("floor")), "queue"));

  @Test
  void shouldReadWhatItWrites() {
    assertThat(CameraJson.read(CameraJson.write(CAMERA))).isEqualTo(CAMERA);
    CameraSettings plain = CameraSettings.parse("door=webcam:1");
    assertThat(CameraJson.read(CameraJson.write(plain))).isEqualTo(plain);
  }

  @Test
  void shouldKeepTheSecretsOfASourceOutOfItsText() {
    assertThat(CAMERA.source().secretText()).isEqualTo(ADDRESS);
    assertThat(CAMERA.source().text()).isEqualTo("rtsp://10.0.0.7:8554/live?...");
    assertThat(CAMERA.toString()).doesNotContain("ge%heim", "ada", "abc");
  }

  @Test
  void shouldCarryACameraOverKafka() {
    var stored = new StoredCamera(CAMERA, "pi", Instant.ofEpochMilli(1_780_315_200_123L), "ada");

    assertThat(roundTrip(stored)).isEqualTo(stored);
  }

  @Test
  void shouldRefuseFilesAndFoldersOfAMachine() {
    for (String source : List.of("/etc/passwd", "loop:hall.mp4", "dir:/home")) {
      assertThatThrownBy(
              () ->
                  new StoredCamera(
                      CameraSettings.parse("hall=" + source), "pi", Instant.EPOCH, "ada"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cameras.yaml of their machine only");
    }
    byte[] file =
        io.moodstream.pipeline.proto.v1.CameraConfigProto.newBuilder()
            .setCamera("hall")
            .setSource("/etc/passwd")
            .setMachine("pi")
            .build()
            .toByteArray();
    assertThatThrownBy(() -> Topics.CAMERA_CONFIGS.value().deserializer().deserialize("t", file))
        .isInstanceOf(SerializationException.class);
  }

  private static StoredCamera roundTrip(StoredCamera stored) {
    var headers = new RecordHeaders();
    byte[] bytes = Topics.CAMERA_CONFIGS.value().serializer().serialize("t", headers, stored);
    return Topics.CAMERA_CONFIGS.value().deserializer().deserialize("t", headers, bytes);
  }
}
