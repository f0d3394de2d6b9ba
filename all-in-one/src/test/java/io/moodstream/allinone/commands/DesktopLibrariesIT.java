package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Servers and containers have no GTK, X11, ALSA or PulseAudio: nothing may need them. */
@EnabledOnOs(OS.LINUX)
class DesktopLibrariesIT {
  @TempDir private Path folder;

  @Test
  void shouldAnalyzeAndAnnotateWithoutDesktopLibrariesOnTheLaunchersClassPath() throws Exception {
    Path clip = DrawnClip.write(folder.resolve("clip.mjpeg"), Duration.ofSeconds(1));

    List<String> mapped = mappedAfter("analyze", clip.toString(), "--annotate", copy());

    assertThat(mapped)
        .anyMatch(line -> line.contains("libopencv_objdetect"))
        .anyMatch(line -> line.contains("libavformat"))
        .noneMatch(
            line -> line.matches(".*/lib(avdevice|opencv_highgui|gtk|gdk|X11|xcb|asound|pulse).*"));
  }

  private String copy() {
    return folder.resolve("copy.mp4").toString();
  }

  private List<String> mappedAfter(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                // As in the launcher; this test's own class last.
                String.join(File.pathSeparator, "target/classes", "target/lib/*", testClasses()),
                MappedFiles.class.getName(),
                String.join(" ", command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(output);
    assertThat(ended && process.exitValue() == 0).as(String.join("\n", lines)).isTrue();
    return lines;
  }

  private static String testClasses() {
    return Path.of("target", "test-classes").toString();
  }

  /** Runs a command line of moodstream, then prints which files are mapped into the process. */
  static final class MappedFiles {
    private MappedFiles() {}

    public static void main(String[] args) throws IOException {
      int code = Moodstream.execute(Moodstream.commandLine(), args[0].split(" "));
      Files.readAllLines(Path.of("/proc/self/maps")).forEach(System.out::println);
      System.exit(code);
    }
  }
}
