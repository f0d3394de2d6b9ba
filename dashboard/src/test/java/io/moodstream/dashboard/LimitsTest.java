package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Those who send too much, too slowly or too often harm no one else. */
class LimitsTest {
  private static final int HALF_MEBIBYTE = 1 << 19;
  private static final String CALL =
      "GET /api/v1/cameras HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @Test
  void shouldLetNewConnectionsWaitUntilOthersHaveGone() throws IOException {
    try (RunningDashboard dashboard = with(settings().withWeb(web -> web.withConnections(10)))) {
      // given as many as there may be, which say nothing
      var idle = new ArrayList<Socket>();
      for (int number = 0; number < 10; number++) {
        idle.add(connect(dashboard));
        idle.get(number).getOutputStream().write("GET".getBytes(US_ASCII));
      }

      try (Socket waiting = connect(dashboard)) {
        waiting.getOutputStream().write(CALL.getBytes(US_ASCII));
        waiting.setSoTimeout(500);
        assertThatThrownBy(() -> waiting.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);

        // when
        close(idle);

        // then
        waiting.setSoTimeout(10_000);
        assertThat(answer(waiting)).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void shouldCutOffACallThatIsNeverFinished() throws IOException {
    Duration limit = Duration.ofMillis(300);
    try (RunningDashboard dashboard = with(settings().withWeb(web -> web.withWriteLimit(limit)));
        Socket slow = connect(dashboard)) {
      Instant before = Instant.now();

      slow.getOutputStream().write("GET /api/v1/cameras HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
      String answer = answer(slow);

      assertThat(answer).doesNotContain("HTTP/1.1 200");
      assertThat(Duration.between(before, Instant.now()))
          .isBetween(limit.minusMillis(50), Duration.ofSeconds(8));
    }
  }

  @Test
  void shouldCutOffABodyThatNeverComes() throws IOException {
    try (RunningDashboard dashboard =
            with(settings().withWeb(web -> web.withWriteLimit(Duration.ofMillis(300))));
        Socket slow = connect(dashboard)) {
      slow.getOutputStream()
          .write(
              "POST /api/v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nPK"
                  .getBytes(US_ASCII));

      assertThat(answer(slow)).doesNotContain("HTTP/1.1 20");
      assertThat(dashboard.get("/api/v1/models").body()).isEqualTo("[]");
    }
  }

  @Test
  void shouldHearOutACallerThatItRefuses() throws IOException {
    try (RunningDashboard dashboard = with(settings());
        Socket socket = connect(dashboard)) {
      // given an answer that comes while the caller still sends
      OutputStream out = socket.getOutputStream();
      out.write(
          "PUT /api/v1/models/aliases/champion HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(8 * HALF_MEBIBYTE)
              .getBytes(US_ASCII));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(in.readLine()).startsWith("HTTP/1.1 413");

      // when
      for (int sent = 0; sent < 8; sent++) {
        out.write(new byte[HALF_MEBIBYTE]);
      }
      out.write(CALL.getBytes(US_ASCII));

      // then
      assertThat(in.lines()).contains("HTTP/1.1 200 OK");
    }
  }

  @Test
  void shouldNotWaitForEverForWhatItRefused() throws IOException {
    try (RunningDashboard dashboard =
            with(settings().withWeb(web -> web.withWriteLimit(Duration.ofMillis(300))));
        Socket socket = connect(dashboard)) {
      socket
          .getOutputStream()
          .write(
              "POST /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65537\r\n\r\n"
                  .getBytes(US_ASCII));

      assertThat(answer(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void shouldAnswerOthersDuringAPromotionThatOutlastsTheWriteLimit() throws Exception {
    Duration limit = Duration.ofMillis(300);
    try (RunningDashboard dashboard = with(settings().withWeb(web -> web.withWriteLimit(limit)))) {
      // given
      var unused = dashboard.models.publish("small;compact".getBytes(US_ASCII), "test");
      unused = dashboard.models.publish("large;compact".getBytes(US_ASCII), "test");
      var begun = new CountDownLatch(1);
      var ready = new CountDownLatch(1);
      dashboard.models.whenGettingReady(
          () -> {
            begun.countDown();
            await(ready);
          });

      // when
      var promotion =
          CompletableFuture.supplyAsync(
              () ->
                  dashboard.send(
                      dashboard
                          .request("/api/v1/models/aliases/champion")
                          .PUT(BodyPublishers.ofString("{\"version\": 2, \"reason\": \"r\"}"))));
      await(begun);

      // then
      assertThat(dashboard.get("/api/v1/models").statusCode()).isEqualTo(200);
      Awaitility.await()
          .pollDelay(limit.multipliedBy(3))
          .untilAsserted(() -> assertThat(promotion).isNotDone());
      ready.countDown();
      assertThat(promotion.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldAnswerOthersWhileManyCallsAreUnfinished() throws IOException {
    // given more unfinished calls than the server has threads
    try (RunningDashboard dashboard = with(settings())) {
      var unfinished = new ArrayList<Socket>();
      for (int number = 0; number < 200; number++) {
        unfinished.add(connect(dashboard));
        unfinished.get(number).getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(US_ASCII));
      }

      assertThat(dashboard.get("/api/v1/cameras").statusCode()).isEqualTo(200);
      close(unfinished);
    }
  }

  @Test
  void shouldAnswerOthersWhileManyItRefusedStillHaveToSend() throws IOException {
    // given more of them than the server has threads
    try (RunningDashboard dashboard = with(settings())) {
      var sending = new ArrayList<Socket>();
      for (int number = 0; number < 100; number++) {
        sending.add(connect(dashboard));
        sending
            .get(number)
            .getOutputStream()
            .write(
                "POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n"
                    .getBytes(US_ASCII));
      }

      assertThat(dashboard.get("/api/v1/cameras").statusCode()).isEqualTo(200);
      close(sending);
    }
  }

  @Test
  void shouldRefuseHeadersThatAreTooLong() throws IOException {
    try (RunningDashboard dashboard = with(settings());
        Socket socket = connect(dashboard)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: %s\r\n\r\n"
                  .formatted("x".repeat(20_000))
                  .getBytes(US_ASCII));

      assertThat(answer(socket)).startsWith("HTTP/1.1 431").contains("application/problem+json");
    }
  }

  @Test
  void shouldAnswerHealthWhileMoreBodiesComeSlowlyThanThereAreThreads() throws IOException {
    try (RunningDashboard dashboard = with(settings())) {
      // given
      List<Socket> slow = slowBodies(dashboard, 150, "PUT /api/v1/models/aliases/champion");
      slow.addAll(slowBodies(dashboard, 20, "POST /api/v1/models"));

      // then
      for (int call = 0; call < 20; call++) {
        assertThat(dashboard.get("/health/ready").statusCode()).isEqualTo(200);
      }
      close(slow);
    }
  }

  @Test
  void shouldRefuseFurtherRequestsOfAnAddressWhileManyAreInProgress() throws IOException {
    try (RunningDashboard dashboard = with(settings())) {
      List<Socket> slow = slowBodies(dashboard, 32, "PUT /api/v1/models/aliases/champion");

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(dashboard.get("/api/v1/cameras").body()).contains("are in progress"));

      close(slow);
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(dashboard.get("/api/v1/cameras").statusCode()).isEqualTo(200));
    }
  }

  @Test
  void shouldTakeTwoUploadsAtATime() throws IOException {
    try (RunningDashboard dashboard = with(settings())) {
      List<Socket> slow = slowBodies(dashboard, 2, "POST /api/v1/models");
      var third =
          dashboard.request("/api/v1/models").POST(BodyPublishers.ofString("small;compact"));

      Awaitility.await()
          .untilAsserted(
              () -> {
                var answer = dashboard.send(third);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("2 uploads are in progress");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
              });

      close(slow);
      Awaitility.await()
          .untilAsserted(() -> assertThat(dashboard.send(third).statusCode()).isEqualTo(201));
    }
  }

  @Test
  void shouldCutOffABodyThatComesByteForByte() throws IOException {
    var limit = Duration.ofMillis(300);
    try (RunningDashboard dashboard = with(settings().withWeb(web -> web.withBodyLimit(limit)));
        Socket slow = slowBodies(dashboard, 1, "POST /api/v1/models/rollback").get(0)) {
      // when a byte follows the other faster than the connection's idle time
      slow.setSoTimeout(20);
      Optional<String> answer = Optional.empty();
      for (int sent = 0; sent < 1_000 && answer.isEmpty(); sent++) {
        slow.getOutputStream().write(' ');
        answer = firstLine(slow);
      }

      assertThat(answer).hasValueSatisfying(line -> assertThat(line).startsWith("HTTP/1.1 408"));
    }
  }

  @Test
  void shouldLeaveConnectionsToOtherAddresses() throws IOException {
    try (RunningDashboard dashboard = with(settings().withWeb(web -> web.withConnections(100)))) {
      var idle = new ArrayList<Socket>();
      for (int number = 0; number < 64; number++) {
        idle.add(connect(dashboard));
      }

      try (Socket beyond = connect(dashboard)) {
        assertThat(beyond.getInputStream().read()).isEqualTo(-1);
      }

      close(idle);
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(dashboard.get("/api/v1/cameras").statusCode()).isEqualTo(200));
    }
  }

  /** Each announces a body and sends its first byte. */
  private static List<Socket> slowBodies(RunningDashboard dashboard, int count, String call)
      throws IOException {
    var sockets = new ArrayList<Socket>();
    for (int number = 0; number < count; number++) {
      Socket socket = connect(dashboard);
      socket
          .getOutputStream()
          .write(
              "%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n{"
                  .formatted(call)
                  .getBytes(US_ASCII));
      sockets.add(socket);
    }
    return sockets;
  }

  /** Empty while nothing comes. */
  private static Optional<String> firstLine(Socket socket) throws IOException {
    try {
      return Optional.of(
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine());
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  private static DashboardSettings settings() {
    return RunningDashboard.settings(Optional.empty());
  }

  private static RunningDashboard with(DashboardSettings settings) {
    return RunningDashboard.with(settings, (cameras, step, from, to) -> List.of());
  }

  private static Socket connect(RunningDashboard dashboard) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** All until the server closes the connection. */
  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
