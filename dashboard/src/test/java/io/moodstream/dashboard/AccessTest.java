package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String CAMERAS = "/api/v1/cameras";

  private final RunningDashboard open = RunningDashboard.open();
  private final RunningDashboard guarded =
      RunningDashboard.with(
          RunningDashboard.settings(Optional.of("s3cret&more")),
          (cameras, step, from, to) -> List.of());

  @AfterEach
  void close() {
    open.close();
    guarded.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {CAMERAS, "/", "/api/v1/live", "/metrics", "/openapi.yaml", "/nowhere"})
  void shouldDemandTheToken(String path) {
    HttpResponse<String> answer = guarded.get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).get().asString().contains("Bearer");
    assertThat(json(answer).get("detail").asText()).contains("token");
  }

  @Test
  void shouldTakeTheTokenAsABearer() {
    assertThat(status(guarded.get(CAMERAS, "Authorization", "Bearer s3cret&more"))).isEqualTo(200);
    assertThat(status(guarded.get(CAMERAS, "Authorization", "Bearer wrong"))).isEqualTo(401);
    assertThat(status(guarded.get(CAMERAS + "?token=wrong"))).isEqualTo(401);
  }

  @Test
  void shouldExchangeTheTokenForACookieAndACleanAddress() {
    // when
    HttpResponse<String> answer = guarded.get("/?token=s3cret%26more&range=15");

    // then
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/?range=15");
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").doesNotContain("s3cret");
    String shown = cookie.substring(0, cookie.indexOf(';'));
    assertThat(status(guarded.get(CAMERAS, "Cookie", shown))).isEqualTo(200);
    assertThat(status(guarded.get(CAMERAS, "Cookie", shown + "x"))).isEqualTo(401);
  }

  @Test
  void shouldAskAPersonForTheToken() {
    HttpResponse<String> answer = guarded.get("/", "Accept", "text/html,*/*;q=0.8");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("text/html");
    assertThat(answer.body()).contains("name=\"token\"");
    assertThat(status(guarded.get("/assets/style.css"))).isEqualTo(200);
  }

  @Test
  void shouldAnswerACallWithTheTokenInItsAddressAtOnce() {
    HttpResponse<String> answer = guarded.get(CAMERAS + "?token=s3cret%26more");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Set-Cookie")).isPresent();
  }

  @Test
  void shouldTellHealthWithoutDetailsToWhoeverHasNoToken() {
    assertThat(guarded.get("/health/ready").body()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    assertThat(guarded.get("/health/ready", "Authorization", "Bearer s3cret&more").body())
        .contains("aggregator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:7070", "[::1]:7070", "moodstream.localhost"})
  void shouldBeOpenToThisMachine(String host) throws IOException {
    assertThat(answerTo(host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example"})
  void shouldRefuseTheNameOfAnotherSite(String host) throws IOException {
    assertThat(answerTo(host)).startsWith("HTTP/1.1 403").contains("127.0.0.1 or localhost");
  }

  @Test
  void shouldRefuseAPageOfAnotherSite() {
    assertThat(status(open.get(CAMERAS, "Origin", "http://evil.example"))).isEqualTo(403);
    assertThat(status(open.get(CAMERAS, "Origin", "null"))).isEqualTo(403);
    assertThat(status(open.get(CAMERAS, "Origin", "http://127.0.0.1:" + open.port))).isEqualTo(200);
  }

  @Test
  void shouldLetThePublicUrlOfAProxyChangeThings() {
    var settings =
        RunningDashboard.settings(Optional.of("s3cret&more"))
            .withWeb(web -> web.withPublicUrl(URI.create("https://mood.example")));
    try (var proxied = RunningDashboard.with(settings, (cameras, step, from, to) -> List.of())) {
      String[] ours = {"Origin", "https://mood.example", "Authorization", "Bearer s3cret&more"};
      String[] others = {"Origin", "https://evil.example", "Authorization", "Bearer s3cret&more"};

      assertThat(status(proxied.get(CAMERAS, ours))).isEqualTo(200);
      assertThat(status(proxied.get(CAMERAS, others))).isEqualTo(403);
      assertThat(proxied.get("/?token=s3cret%26more").headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(cookie -> assertThat(cookie).contains("Secure"));
    }
  }

  @ParameterizedTest
  @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 409", "none, 409"})
  void shouldLetOnlyItsOwnPageChangeAnything(String site, int status) {
    var rollBack =
        open.request("/api/v1/models/rollback")
            .header("Sec-Fetch-Site", site)
            .POST(BodyPublishers.ofString("{\"reason\": \"worse\"}"));

    assertThat(status(open.send(rollBack))).isEqualTo(status);
    assertThat(status(open.get(CAMERAS, "Sec-Fetch-Site", site))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1.evil.example"})
  void shouldRefuseTheCameraOfAPageOfAnotherSite(String origin) {
    assertThat(handshake(open, builder -> builder.header("Origin", origin))).isEqualTo(403);
  }

  @Test
  void shouldRefuseACameraThatAnotherSiteBegins() {
    assertThat(handshake(open, builder -> builder.header("Sec-Fetch-Site", "cross-site")))
        .isEqualTo(403);
    assertThat(
            handshake(open, builder -> builder.header("Origin", "http://127.0.0.1:" + open.port)))
        .isEqualTo(101);
    assertThat(handshake(open, builder -> {})).isEqualTo(101);
  }

  @Test
  void shouldDemandTheTokenOfACamera() {
    assertThat(handshake(guarded, builder -> {})).isEqualTo(401);
    assertThat(handshake(guarded, builder -> builder.header("Authorization", "Bearer wrong")))
        .isEqualTo(401);
    assertThat(handshake(guarded, builder -> builder.header("Authorization", "Bearer s3cret&more")))
        .isEqualTo(101);
    String cookie = guarded.get("/?token=s3cret%26more").headers().firstValue("Set-Cookie").get();
    assertThat(
            handshake(
                guarded,
                builder -> builder.header("Cookie", cookie.substring(0, cookie.indexOf(';')))))
        .isEqualTo(101);
  }

  @Test
  void shouldSayWhyACameraIsRefused() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), guarded.port)) {
      socket
          .getOutputStream()
          .write(
              """
              GET /api/v1/cameras/phone/frames HTTP/1.1\r
              Host: 127.0.0.1\r
              Connection: Upgrade\r
              Upgrade: websocket\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              \r
              """
                  .getBytes(US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 401").contains("application/problem+json");
      assertThat(answer).contains("a token is needed");
    }
  }

  /** The status of the answer to a WebSocket's handshake: 101 when it opens. */
  private static int handshake(RunningDashboard dashboard, Consumer<WebSocket.Builder> headers) {
    try {
      PageCamera.connect(dashboard, "phone", headers).close();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  @Test
  void shouldSendAStrictPolicyWithEveryAnswer() {
    for (String path : List.of("/", CAMERAS, "/nowhere")) {
      var headers = open.get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy"))
          .get()
          .asString()
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  private String answerTo(String host) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), open.port)) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(CAMERAS, host)
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static int status(HttpResponse<String> answer) {
    return answer.statusCode();
  }
}
