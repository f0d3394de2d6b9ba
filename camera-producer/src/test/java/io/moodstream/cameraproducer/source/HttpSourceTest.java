package io.moodstream.cameraproducer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.cameras.StreamAddress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest {
  @Test
  void shouldPassOnTheCamerasOwnJpegs() throws Exception {
    try (var camera = LoopbackServer.start(TestHttpCamera.live(50))) {
      assertThat(pictures(camera, "", 4))
          .usingElementComparator(java.util.Arrays::compare)
          .containsExactly(
              TestHttpCamera.PICTURES.get(0),
              TestHttpCamera.PICTURES.get(1),
              TestHttpCamera.PICTURES.get(2),
              TestHttpCamera.PICTURES.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boundary=cut", "boundary=--cut", "boundary=\"cut\"; x=y"})
  void shouldFindThePicturesWithoutTheirLengths(String boundary) throws Exception {
    LoopbackServer.Conversation conversation =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; " + boundary);
          for (byte[] picture : TestHttpCamera.PICTURES) {
            TestHttpCamera.say(out, "--cut\r\nContent-Type: image/jpeg\r\n\r\n");
            out.write(picture);
            TestHttpCamera.say(out, "\r\n");
          }
          TestHttpCamera.say(out, "--cut--\r\n");
        };
    try (var camera = LoopbackServer.start(conversation)) {
      assertThat(pictures(camera, "", 3))
          .usingElementComparator(java.util.Arrays::compare)
          .containsExactlyElementsOf(TestHttpCamera.PICTURES);
    }
  }

  @Test
  void shouldReadTheBoundaryFromTheBodyWhereTheTypeDoesNotTellIt() throws Exception {
    LoopbackServer.Conversation ffmpeg =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "application/octet-stream");
          TestHttpCamera.stream(out, 50, 3);
        };
    try (var camera = LoopbackServer.start(ffmpeg)) {
      assertThat(pictures(camera, "", 3)).hasSize(3);
    }
  }

  @Test
  void shouldSkipPartsThatAreNoPicturesAndCountDamagedOnes() throws Exception {
    LoopbackServer.Conversation mixed =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
          for (byte[] picture : TestHttpCamera.PICTURES) {
            TestHttpCamera.say(
                out, "--frame\r\nContent-Type: text/xml\r\nContent-Length: 8\r\n\r\n<event/>\r\n");
            TestHttpCamera.part(out, Arrays.copyOfRange(picture, 10, 500));
            TestHttpCamera.part(out, Arrays.copyOf(picture, picture.length * 3 / 4));
            TestHttpCamera.part(out, picture);
          }
        };
    try (var camera = LoopbackServer.start(mixed);
        var source = new HttpSource(StreamAddress.parse(address(camera)))) {
      for (byte[] picture : TestHttpCamera.PICTURES) {
        assertThat(source.advance()).isTrue();
        assertThat(source.jpeg().bytes()).isEqualTo(picture);
      }
      assertThat(source.damaged()).isEqualTo(6);
    }
  }

  @Test
  void shouldEndWhenNoPictureComesHoweverManyBytesDo() throws Exception {
    var now = new AtomicLong();
    LoopbackServer.Conversation endless =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
          while (true) {
            TestHttpCamera.say(out, "frame\r\nContent-Type: image/jpeg\r\n\r\n");
            out.write(TestHttpCamera.PICTURES.get(0));
            now.addAndGet(100_000_000);
          }
        };
    try (var camera = LoopbackServer.start(endless);
        var source =
            new HttpSource(
                StreamAddress.parse(address(camera)),
                new PicturePace(now::get),
                Duration.ofSeconds(5))) {
      assertThatThrownBy(source::advance)
          .isInstanceOf(IOException.class)
          .hasMessageMatching(".* sends data, but no picture for \\d+ s");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldWaitForACameraThatIsSlowerThanTheSocketsTimeOut(boolean chunked) throws Exception {
    Duration readLimit = Duration.ofSeconds(2);
    LoopbackServer.Conversation slow =
        (in, out) -> {
          LoopbackServer.request(in);
          String encoding = chunked ? "Transfer-Encoding: chunked\r\n" : "";
          String type = "Content-Type: multipart/x-mixed-replace; boundary=frame\r\n";
          TestHttpCamera.say(out, "HTTP/1.1 200 OK\r\n" + type + encoding + "\r\n");
          TestHttpCamera.stream(chunked ? new Chunks(out) : out, 0.4, 2);
        };
    try (var camera = LoopbackServer.start(slow);
        var source =
            new HttpSource(
                StreamAddress.parse(address(camera)),
                new PicturePace(System::nanoTime),
                readLimit)) {
      for (byte[] picture : TestHttpCamera.PICTURES.subList(0, 2)) {
        assertThat(source.advance()).isTrue();
        assertThat(source.jpeg().bytes()).isEqualTo(picture);
      }
    }
  }

  /** Each write is a chunk of its own. */
  private static final class Chunks extends FilterOutputStream {
    Chunks(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      TestHttpCamera.say(out, Integer.toHexString(bytes.length) + "\r\n");
      out.write(bytes);
      TestHttpCamera.say(out, "\r\n");
    }
  }

  @Test
  void shouldScaleAnEightKPictureDown() throws Exception {
    byte[] huge = eightK();
    LoopbackServer.Conversation conversation =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
          TestHttpCamera.part(out, huge);
        };
    try (var camera = LoopbackServer.start(conversation)) {
      BufferedImage picture =
          ImageIO.read(new ByteArrayInputStream(pictures(camera, "", 1).get(0)));

      assertThat(picture.getWidth()).isEqualTo(1920);
    }
  }

  @Test
  void shouldLogInWithAPasswordOfOddCharacters() throws Exception {
    // admin:p@ss in base 64.
    try (var camera = LoopbackServer.start(locked("Basic YWRtaW46cEBzcw=="))) {
      assertThat(pictures(camera, "admin:p@ss@", 1)).hasSize(1);
      assertThat(pictures(camera, "admin:p%40ss@", 1)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", algorithm=MD5"})
  void shouldAnswerADigestChallenge(String algorithm) throws Exception {
    LoopbackServer.Conversation conversation =
        (in, out) -> {
          List<String> request = LoopbackServer.request(in);
          boolean answered =
              request.stream().anyMatch(line -> line.startsWith("Authorization: Digest"));
          if (!answered) {
            TestHttpCamera.challenge(
                out, "Digest realm=\"cam\", nonce=\"n1\", qop=\"auth\"" + algorithm);
            return;
          }
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
          TestHttpCamera.stream(out, 50, 5);
        };
    try (var camera = LoopbackServer.start(conversation)) {
      assertThat(pictures(camera, "admin:pass@", 1)).hasSize(1);
    }
  }

  @Test
  void shouldSayThatThePasswordIsWrong() throws Exception {
    try (var camera = LoopbackServer.start(locked("Basic YWRtaW46cEBzcw=="))) {
      assertThatThrownBy(() -> pictures(camera, "admin:wrong@", 1))
          .isInstanceOf(IOException.class)
          .hasMessage(address(camera) + " refuses the user or the password (401)");
    }
  }

  @Test
  void shouldSayWhatComesInsteadOfPictures() throws Exception {
    LoopbackServer.Conversation page =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "text/html");
        };
    LoopbackServer.Conversation missing =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "404 Not Found", "text/html");
        };
    try (var camera = LoopbackServer.start(page)) {
      assertThatThrownBy(() -> pictures(camera, "", 1))
          .hasMessage(address(camera) + " sends text/html, not motion JPEG");
    }
    try (var camera = LoopbackServer.start(missing)) {
      assertThatThrownBy(() -> pictures(camera, "", 1))
          .hasMessage(address(camera) + " answers with status 404");
    }
  }

  @Test
  void shouldSayThatNothingAnswers() throws Exception {
    int port = LoopbackServer.deadPort();

    assertThatThrownBy(() -> new HttpSource(StreamAddress.parse("http://127.0.0.1:" + port)))
        .hasMessage("http://127.0.0.1:%d: nothing answers at port %d".formatted(port, port));
  }

  @Test
  void shouldNoticeASilentHostWithinSeconds() throws Exception {
    try (var camera = LoopbackServer.silent()) {
      long start = System.nanoTime();

      assertThatThrownBy(() -> pictures(camera, "", 1)).hasMessage(address(camera) + " is silent");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void shouldNoticeThatTheStreamFallsSilentOrEnds() throws Exception {
    LoopbackServer.Conversation falling =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
          TestHttpCamera.stream(out, 50, 2);
          Thread.currentThread().join();
        };
    LoopbackServer.Conversation ending =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
          TestHttpCamera.stream(out, 50, 2);
        };
    try (var camera = LoopbackServer.start(falling)) {
      assertThatThrownBy(() -> pictures(camera, "", 3)).hasMessage(address(camera) + " is silent");
    }
    try (var camera = LoopbackServer.start(ending)) {
      assertThatThrownBy(() -> pictures(camera, "", 3))
          .hasMessage(address(camera) + " has ended the stream");
    }
  }

  @Test
  void shouldRefuseAStreamOfEndlessLines() throws Exception {
    LoopbackServer.Conversation babble =
        (in, out) -> {
          LoopbackServer.request(in);
          TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
          TestHttpCamera.say(out, "x".repeat(5000));
        };
    try (var camera = LoopbackServer.start(babble)) {
      assertThatThrownBy(() -> pictures(camera, "", 1))
          .hasMessage(address(camera) + ": what it sends is not a multipart stream");
    }
  }

  private static LoopbackServer.Conversation locked(String authorization) {
    return (in, out) -> {
      if (!LoopbackServer.request(in).contains("Authorization: " + authorization)) {
        TestHttpCamera.challenge(out, "Basic realm=\"cam\"");
        return;
      }
      TestHttpCamera.head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
      TestHttpCamera.stream(out, 50, 5);
    };
  }

  private static List<byte[]> pictures(LoopbackServer camera, String user, int count)
      throws IOException, InterruptedException {
    String text = "http://%s127.0.0.1:%d/video".formatted(user, camera.port());
    List<byte[]> pictures = new ArrayList<>();
    try (var source = new HttpSource(StreamAddress.parse(text))) {
      while (pictures.size() < count && source.advance()) {
        pictures.add(source.jpeg().bytes());
      }
    }
    return pictures;
  }

  private static String address(LoopbackServer camera) {
    return "http://127.0.0.1:%d/video".formatted(camera.port());
  }

  private static byte[] eightK() throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    ImageIO.write(TestVideo.picture(7680, 4320, 1), "jpg", bytes);
    return bytes.toByteArray();
  }
}
