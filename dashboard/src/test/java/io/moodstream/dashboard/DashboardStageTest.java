package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DashboardStageTest {
  @Test
  void shouldServeAndStopSoonWhileKafkaDoesNotAnswer() throws Exception {
    // given a port that takes connections and never states anything
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      DashboardStage stage = stage("127.0.0.1:" + silent.getLocalPort());

      // when
      stage.start();

      // then
      assertThat(get(stage, "/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(stage, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"camera-producer\"").contains("\"dashboard\"");
      await()
          .untilAsserted(
              () ->
                  assertThat(stage.health().checks().get(0).detail())
                      .contains("waiting for the topic"));
      Instant before = Instant.now();
      stage.close();
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void shouldCloseWhatWasNeverStarted() {
    DashboardStage stage = stage("127.0.0.1:9");

    stage.close();

    assertThat(stage.name()).isEqualTo("dashboard");
    assertThat(stage.health().status()).isNotEqualTo(Health.Status.UP);
  }

  @Test
  void shouldReleaseWhatItsCallsUseAfterTheLastOfThem() {
    // given
    var port = new AtomicInteger();
    var answers = new AtomicBoolean(true);
    DashboardStage stage = stage("127.0.0.1:9").releasing(() -> answers.set(listens(port.get())));
    stage.start();
    port.set(stage.port());
    assertThat(listens(port.get())).isTrue();

    // when
    stage.close();

    // then
    assertThat(answers).isFalse();
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static DashboardStage stage(String servers) {
    return Dashboard.stage(
        KafkaConnection.to(servers),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        DashboardSettings.on("127.0.0.1", 0, Optional.empty()),
        (cameras, step, from, to) -> List.of(),
        () -> Health.of("camera-producer", Health.Status.UP, "1 RUNNING"),
        new InMemoryModels(),
        new InMemoryTrainings(),
        CameraTrials.NONE);
  }

  private static HttpResponse<String> get(DashboardStage stage, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(stage.url() + path)).build(),
            BodyHandlers.ofString());
  }
}
