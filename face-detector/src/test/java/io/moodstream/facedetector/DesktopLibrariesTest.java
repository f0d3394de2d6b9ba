package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.facedetector.search.DetectorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class DesktopLibrariesTest {
  @Test
  void shouldLoadNoDesktopLibraryWithTheDetector() throws IOException {
    FaceFinder.open(DetectorSettings.defaults()).close();

    assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
        .anyMatch(line -> line.contains("libopencv_objdetect"))
        .noneMatch(line -> line.matches(".*/lib(opencv_highgui|gtk|gdk|X11|xcb).*"));
  }
}
