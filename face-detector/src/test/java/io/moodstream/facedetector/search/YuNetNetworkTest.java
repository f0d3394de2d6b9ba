package io.moodstream.facedetector.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.facedetector.DrawnPicture;
import io.moodstream.facedetector.FaceDetector;
import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.FoundFaces;
import io.moodstream.facedetector.search.DetectorSettings.YuNet;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YuNetNetworkTest {
  private static final String MODEL = "moodstream.yunet";

  @TempDir private Path folder;

  @Test
  void shouldFindDrawnFaces() {
    Box left = new Box(60, 100, 120, 120);
    Box right = new Box(380, 160, 180, 180);

    try (FaceFinder finder = FaceFinder.open(yunet(model()))) {
      FoundFaces found = finder.find(DrawnPicture.of(640, 480, left, right).jpeg().bytes());

      assertThat(found.faces()).hasSize(2);
      assertThat(found.boxes()).anyMatch(box -> box.overlap(left) > 0.6);
      assertThat(found.boxes()).anyMatch(box -> box.overlap(right) > 0.6);
    }
  }

  @Test
  void shouldFindFacesInPicturesOfChangingSize() {
    try (FaceFinder finder = FaceFinder.open(yunet(model()))) {
      for (int width : new int[] {640, 200, 1280, 333, 640}) {
        var face = new Box(width / 4, width / 8, width / 2, width / 2);

        FoundFaces found = finder.find(DrawnPicture.of(width, width * 3 / 4, face).encoded("png"));

        assertThat(found.faces()).as("%d wide", width).hasSize(1);
      }
    }
  }

  @Test
  void shouldFindNobodyInATinyPicture() {
    try (FaceFinder finder = FaceFinder.open(yunet(model()))) {
      assertThat(finder.find(DrawnPicture.of(1, 1).encoded("png")).faces()).isEmpty();
      assertThat(finder.find(DrawnPicture.of(21, 700).encoded("png")).faces()).isEmpty();
    }
  }

  @Test
  void shouldNameATruncatedModel() throws IOException {
    byte[] whole = Files.readAllBytes(model());
    Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> FaceFinder.open(yunet(half)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(half.toString());
  }

  @Test
  void shouldNameAFileThatIsNoModelWhenTheStageIsMade() throws IOException {
    Path text = Files.writeString(folder.resolve("model.onnx"), "hello", UTF_8);

    assertThatThrownBy(() -> stage(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "YuNet model file %s is not the face detector in ONNX form that OpenCV reads", text);
  }

  @Test
  void shouldNameAMissingModelWhenTheStageIsMade() {
    Path missing = folder.resolve("missing.onnx");

    assertThatThrownBy(() -> stage(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("YuNet model file %s does not exist", missing);
  }

  private void stage(Path model) {
    FaceDetector.stage(
            KafkaConnection.to("none:1"), new SimpleMeterRegistry(), yunet(model), folder)
        .close();
  }

  /** The project ships no YuNet: who has the file names it with -Dmoodstream.yunet=FILE. */
  private static Path model() {
    String file = System.getProperty(MODEL);
    if (file == null) {
      String reason = "YuNet not tested: no model file given by -D" + MODEL + "=FILE";
      System.out.println(reason);
      return abort(reason);
    }
    return Path.of(file);
  }

  private static DetectorSettings yunet(Path model) {
    return DetectorSettings.defaults().withDetector(YuNet.of(model));
  }
}
