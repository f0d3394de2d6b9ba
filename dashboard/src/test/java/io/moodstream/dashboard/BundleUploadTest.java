package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundleUploadTest {
  private static final int LIMIT = 64 << 20;

  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldPublishABundleOnce() {
    HttpResponse<String> published = post("seed;paper".getBytes(UTF_8));
    HttpResponse<String> again = post("seed;paper".getBytes(UTF_8));

    assertThat(published.statusCode()).isEqualTo(201);
    assertThat(published.headers().firstValue("Location")).contains("/api/v1/models/1");
    assertThat(json(published).get("version").asInt()).isEqualTo(1);
    assertThat(json(published).get("sha256").asText())
        .isEqualTo(dashboard.models.models().get(0).sha256());
    assertThat(json(published)).hasSize(2);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(published.body());
    assertThat(dashboard.models.models().get(0).publishedBy()).isEqualTo("dashboard 127.0.0.1");
  }

  @Test
  void shouldTellWhyABundleIsRefused() {
    HttpResponse<String> answer = post("no bundle".getBytes(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).get("detail").asText()).isEqualTo("the bundle has no card");
  }

  @Test
  void shouldTellThatNothingWasSent() {
    HttpResponse<String> answer = post(new byte[0]);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("detail").asText()).contains("empty");
    assertThat(dashboard.models.audit()).isEmpty();
  }

  @Test
  void shouldTakeABundleThatIsLargerThanOtherBodies() {
    byte[] bundle = "seed;paper;0.5".concat(" ".repeat(8 << 20)).getBytes(UTF_8);

    assertThat(post(bundle).statusCode()).isEqualTo(201);
    assertThat(dashboard.models.zip(1)).isEqualTo(bundle);
  }

  @Test
  void shouldRefuseByTheLengthThatIsSaid() throws IOException {
    try (Socket socket = socket()) {
      say(socket.getOutputStream(), "Content-Length: " + (LIMIT + 1L));

      assertThat(statusLine(socket)).contains(" 413 ");
    }
  }

  @Test
  void shouldRefuseWhatTurnsOutTooLong() throws IOException {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      say(out, "Transfer-Encoding: chunked");
      byte[] megabyte = new byte[1 << 20];
      for (int sent = 0; sent < LIMIT; sent += megabyte.length) {
        chunk(out, megabyte);
      }
      chunk(out, new byte[1]);

      assertThat(statusLine(socket)).contains(" 413 ");
      assertThat(dashboard.models.audit()).isEmpty();
    }
  }

  private HttpResponse<String> post(byte[] body) {
    return dashboard.send(
        dashboard.request("/api/v1/models").POST(BodyPublishers.ofByteArray(body)));
  }

  private Socket socket() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void say(OutputStream out, String header) throws IOException {
    out.write(
        "POST /api/v1/models HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
            .formatted(header)
            .getBytes(US_ASCII));
    out.flush();
  }

  private static void chunk(OutputStream out, byte[] data) throws IOException {
    out.write("%x\r\n".formatted(data.length).getBytes(US_ASCII));
    out.write(data);
    out.write("\r\n".getBytes(US_ASCII));
    out.flush();
  }

  private static String statusLine(Socket socket) throws IOException {
    return String.valueOf(
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine());
  }
}
