package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.cameraproducer.source.TestVideo;
import io.moodstream.cameraproducer.source.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DesktopLibrariesTest {
  @TempDir private Path folder;

  @Test
  void shouldLoadNoDesktopLibraryWithGrabberRecorderAndWebcam() throws IOException {
    Path film = TestVideo.write(folder.resolve("film.mp4"), 3, 10);
    try (VideoReader grabber = VideoReader.ofFile(film, 1920);
        VideoCapture webcam = new VideoCapture()) {
      assertThat(grabber.grab()).isTrue();
      assertThat(grabber.jpeg().bytes()).isNotEmpty();
      assertThat(webcam.isOpened()).isFalse();
    }

    List<String> mapped = Files.readAllLines(Path.of("/proc/self/maps"));

    assertThat(mapped)
        .anyMatch(line -> line.contains("libavformat"))
        .anyMatch(line -> line.contains("libopencv_videoio"))
        .noneMatch(
            line -> line.matches(".*/lib(avdevice|opencv_highgui|gtk|gdk|X11|xcb|asound|pulse).*"));
  }
}
