package io.moodstream.cameraproducer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.cameraproducer.source.Webcams.Webcam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebcamsTest {
  @TempDir Path folder;

  @Test
  void shouldListTheNodesThatGivePictures() throws IOException {
    node("video10", "Desk camera\n", "0\n");
    node("video2", "Door camera\n", "0\n");
    node("video3", "Door camera\n", "1\n");

    assertThat(Webcams.list(folder))
        .containsExactly(new Webcam(2, "Door camera"), new Webcam(10, "Desk camera"));
  }

  @Test
  void shouldListNothingWhereTheSystemKnowsNoCamera() throws IOException {
    assertThat(Webcams.list(folder.resolve("video4linux"))).isEmpty();
  }

  @Test
  void shouldTellAtOnceThatThereIsNoCamera() throws IOException {
    Files.createFile(folder.resolve("video0"));

    assertThatCode(() -> Webcams.requirePresent(0, folder)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Webcams.requirePresent(3, folder))
        .isInstanceOf(IOException.class)
        .hasMessage("no camera at index 3 (there is no %s)".formatted(folder.resolve("video3")));
  }

  private void node(String node, String name, String index) throws IOException {
    Path place = Files.createDirectory(folder.resolve(node));
    Files.writeString(place.resolve("name"), name);
    Files.writeString(place.resolve("index"), index);
  }
}
