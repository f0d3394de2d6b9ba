package io.moodstream.cameraproducer.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What HTTP cameras say. */
public final class TestHttpCamera {
  static final List<byte[]> PICTURES =
      List.of(jpeg(320, 240, 1), jpeg(320, 240, 9), jpeg(640, 480, 17));

  private TestHttpCamera() {}

  /** Turns through {@link #PICTURES} for ever. */
  public static LoopbackServer.Conversation live(double rate) {
    return (in, out) -> {
      LoopbackServer.request(in);
      head(out, "200 OK", "multipart/x-mixed-replace; boundary=frame");
      stream(out, rate, Integer.MAX_VALUE);
    };
  }

  static void head(OutputStream out, String status, String type) throws IOException {
    say(out, "HTTP/1.0 %s\r\nContent-Type: %s\r\n\r\n".formatted(status, type));
  }

  static void challenge(OutputStream out, String how) throws IOException {
    say(out, "HTTP/1.0 401 No\r\nContent-Length: 0\r\nWWW-Authenticate: " + how + "\r\n\r\n");
  }

  static void stream(OutputStream out, double rate, int pictures)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int number = 0; number < pictures; number++) {
      part(out, PICTURES.get(number % PICTURES.size()));
      // The rate of a camera, kept against the clock.
      NANOSECONDS.sleep(start + Math.round((number + 1) * 1e9 / rate) - System.nanoTime());
    }
  }

  static void part(OutputStream out, byte[] jpeg) throws IOException {
    say(out, "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n");
    out.write(jpeg);
    say(out, "\r\n");
    out.flush();
  }

  static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static byte[] jpeg(int width, int height, int number) {
    return JpegEncoder.encode(TestVideo.picture(width, height, number)).bytes();
  }
}
