package io.moodstream.allinone.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.cameraproducer.source.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoWriterTest {
  private static final List<Duration> IRREGULAR =
      List.of(
          Duration.ZERO,
          Duration.ofMillis(33),
          Duration.ofMillis(100),
          Duration.ofMillis(1_100),
          Duration.ofMillis(1_117));

  @TempDir private Path folder;

  @Test
  void shouldKeepTheTimeOfEachPicture() throws IOException {
    Path video = write(folder.resolve("a:b %d.mp4"), 321, 181, IRREGULAR);

    List<Duration> times = new ArrayList<>();
    try (VideoReader reader = VideoReader.ofFile(video, Integer.MAX_VALUE)) {
      while (reader.grab()) {
        times.add(reader.timeStamp().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertThat(reader.picture().cols()).isEqualTo(320);
        assertThat(reader.picture().rows()).isEqualTo(180);
      }
    }
    assertThat(times).isEqualTo(IRREGULAR);
  }

  @Test
  void shouldWriteWhatBrowsersPlay() throws IOException {
    Path video = write(folder.resolve("video.mp4"), 320, 180, IRREGULAR);

    try (var grabber = new FFmpegFrameGrabber(video.toFile())) {
      grabber.start();
      assertThat(grabber.getVideoCodecName()).isEqualTo("h264");
    }
    // The index precedes the pictures: playing begins before everything is there.
    String bytes = Files.readString(video, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isLessThan(bytes.indexOf("mdat"));
  }

  @Test
  void shouldNameTheFileThatCannotBeWritten() {
    Path file = folder.resolve("none/video.mp4");

    assertThatThrownBy(() -> write(file, 320, 180, IRREGULAR))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write %s: No such file or directory".formatted(file));
  }

  private static Path write(Path file, int width, int height, List<Duration> times)
      throws IOException {
    try (var writer = new VideoWriter(file, width, height, 30);
        var picture = new Mat(height, width, opencv_core.CV_8UC3, new Scalar(20, 90, 200, 0))) {
      for (Duration time : times) {
        writer.add(picture, time);
      }
    }
    return file;
  }
}
