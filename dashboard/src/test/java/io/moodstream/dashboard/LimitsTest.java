package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Those who send too much, too slowly or too often harm nobody else. */
class LimitsTest {
  private static final String CALL =
      "GET /api/v1/cameras HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @Test
  void shouldLetNewConnectionsWaitUntilOthersHaveGone() throws IOException {
    try (RunningDashboard dashboard = with(settings().withConnections(10))) {
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
    try (RunningDashboard dashboard = with(settings().withWriteLimit(limit));
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
    try (RunningDashboard dashboard = with(settings().withWriteLimit(Duration.ofMillis(300)));
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

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
