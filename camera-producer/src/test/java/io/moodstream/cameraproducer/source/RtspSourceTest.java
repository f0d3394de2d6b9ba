package io.moodstream.cameraproducer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moodstream.pipeline.cameras.StreamAddress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RtspSourceTest {
  /** admin:p@ss in base 64. */
  private static final Optional<String> LOCK = Optional.of("Basic YWRtaW46cEBzcw==");

  @TempDir Path folder;

  @Test
  void shouldReadALiveCamera() throws Exception {
    try (var camera = LoopbackServer.start(TestRtspCamera.live(25));
        var source = open(camera, "")) {
      for (int picture = 0; picture < 10; picture++) {
        assertThat(source.advance()).isTrue();
      }
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(source.jpeg().bytes()));

      assertThat(picture.getWidth()).isEqualTo(320);
      assertThat(picture.getHeight()).isEqualTo(240);
      assertThat(brightest(picture)).isGreaterThan(200);
    }
  }

  @Test
  void shouldLogInWithAPasswordOfOddCharacters() throws Exception {
    try (var camera = LoopbackServer.start((in, out) -> locked().hold(in, out));
        var source = open(camera, "admin:p@ss@")) {
      assertThat(source.advance()).isTrue();
    }
  }

  @Test
  void shouldSayThatThePasswordIsWrongAndNotRepeatIt() throws Exception {
    try (var camera = LoopbackServer.start((in, out) -> locked().hold(in, out))) {
      assertThatThrownBy(() -> open(camera, "admin:secret@"))
          .isInstanceOf(IOException.class)
          .hasMessage(address(camera) + " refuses the user or the password (401)")
          .hasNoCause();
    }
  }

  @Test
  void shouldSayThatNothingAnswers() throws Exception {
    int port = LoopbackServer.deadPort();

    assertThatThrownBy(
            () -> new RtspSource(StreamAddress.parse("rtsp://127.0.0.1:%d/".formatted(port))))
        .hasMessage("rtsp://127.0.0.1:%d/: nothing answers at port %d".formatted(port, port));
  }

  @Test
  void shouldNoticeThatACameraFallsSilent() throws Exception {
    try (var camera =
            LoopbackServer.start(
                (in, out) -> new TestRtspCamera(25, 30, Optional.empty()).hold(in, out));
        var source = open(camera, "")) {
      long start = System.nanoTime();

      assertThatThrownBy(
              () -> {
                while (source.advance()) {
                  // On to the last picture.
                }
              })
          .hasMessage(address(camera) + " has ended the stream or is silent");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void shouldNotHoldUpAFilmWhileAHostIsSilent() throws Exception {
    Path film = TestVideo.write(folder.resolve("film.avi"), 5, 50);
    try (var camera = LoopbackServer.silent()) {
      var opening = CompletableFuture.runAsync(() -> assertSilent(camera));
      // The first call only asks whether anybody listens; the second is FFmpeg's.
      await().until(() -> camera.calls() == 2);

      long start = System.nanoTime();
      try (var source = new VideoFileSource(film, false)) {
        assertThat(source.advance()).isTrue();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(opening).isNotDone();
      assertThat(took).isLessThan(Duration.ofSeconds(3));
      opening.join();
    }
  }

  private static void assertSilent(LoopbackServer camera) {
    assertThatThrownBy(() -> open(camera, ""))
        .isInstanceOf(IOException.class)
        .hasMessage(address(camera) + " does not answer as a camera");
  }

  private static TestRtspCamera locked() {
    return new TestRtspCamera(25, Integer.MAX_VALUE, LOCK);
  }

  private static RtspSource open(LoopbackServer camera, String user) throws IOException {
    return new RtspSource(
        StreamAddress.parse("rtsp://%s127.0.0.1:%d/live".formatted(user, camera.port())));
  }

  private static String address(LoopbackServer camera) {
    return "rtsp://127.0.0.1:%d/live".formatted(camera.port());
  }

  private static int brightest(BufferedImage picture) {
    int brightest = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      brightest = Math.max(brightest, picture.getRGB(x, 120) & 0xff);
    }
    return brightest;
  }
}
