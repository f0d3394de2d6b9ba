package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.dashboard.tls.TlsCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of an upload ends with its caller. */
class CallerGoneTest {
  private static final byte[] BUNDLE = "seed;paper".getBytes(UTF_8);

  @TempDir private Path folder;

  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  @Test
  void shouldEndTheCheckWhenTheConnectionCloses() throws Exception {
    try (RunningDashboard dashboard = RunningDashboard.open()) {
      dashboard.models.whenChecking(this::checkForEver);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port)) {
        send(socket);
        await().untilTrue(begun);
        assertThat(interrupted).as("while the caller waits").isFalse();
      }

      await().untilTrue(interrupted);

      // and the thread serves again
      dashboard.models.whenChecking(() -> {});
      assertThat(
              dashboard
                  .send(
                      dashboard.request("/api/v1/models").POST(BodyPublishers.ofByteArray(BUNDLE)))
                  .statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void shouldEndTheCheckWhenATlsConnectionCloses() throws Exception {
    TlsCertificate certificate = TlsCertificate.selfSigned(folder, "127.0.0.1");
    try (RunningDashboard dashboard = serving(certificate)) {
      dashboard.models.whenChecking(this::checkForEver);
      try (Socket socket =
          TlsTest.context(certificate)
              .getSocketFactory()
              .createSocket(InetAddress.getLoopbackAddress(), dashboard.port)) {
        send(socket);
        await().untilTrue(begun);
        assertThat(interrupted).as("while the caller waits").isFalse();
      }

      await().untilTrue(interrupted);
    }
  }

  @Test
  void shouldEndTheCheckWhenAnHttp2RequestIsCancelled() throws Exception {
    TlsCertificate certificate = TlsCertificate.selfSigned(folder, "127.0.0.1");
    try (RunningDashboard dashboard = serving(certificate)) {
      dashboard.models.whenChecking(this::checkForEver);
      SSLContext trusting = TlsTest.context(certificate);
      var answer =
          HttpClient.newBuilder()
              .sslContext(trusting)
              .build()
              .sendAsync(
                  HttpRequest.newBuilder(
                          URI.create("https://127.0.0.1:" + dashboard.port + "/api/v1/models"))
                      .POST(BodyPublishers.ofByteArray(BUNDLE))
                      .build(),
                  BodyHandlers.ofString());
      await().untilTrue(begun);
      assertThat(interrupted).as("while the caller waits").isFalse();

      answer.cancel(true);

      await().untilTrue(interrupted);
    }
  }

  private static RunningDashboard serving(TlsCertificate certificate) {
    return RunningDashboard.with(
        RunningDashboard.settings(Optional.empty()).withWeb(web -> web.withTls(certificate)),
        (cameras, step, from, to) -> List.of());
  }

  private void checkForEver() {
    begun.set(true);
    try {
      assertThat(new CountDownLatch(1).await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      interrupted.set(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the model bundle was checked", e);
    }
  }

  private static void send(Socket socket) throws Exception {
    socket
        .getOutputStream()
        .write(
            "POST /api/v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                .formatted(BUNDLE.length)
                .getBytes(US_ASCII));
    socket.getOutputStream().write(BUNDLE);
    socket.getOutputStream().flush();
  }
}
