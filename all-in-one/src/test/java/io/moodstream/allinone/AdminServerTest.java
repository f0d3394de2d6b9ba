package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.pipeline.stage.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AdminServerTest {
  @Test
  void shouldAnswerHealthAndMetricsOverHttp() throws Exception {
    var status = new AtomicReference<>(Health.Status.STARTING);
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    metrics.counter("moodstream.test").increment();
    try (AdminServer server =
        AdminServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> Health.of("face-detector", status.get(), "REBALANCING"),
            metrics)) {
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);

      status.set(Health.Status.UP);

      HttpResponse<String> ready = get(server, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body())
          .isEqualTo(
              "{\"status\":\"UP\",\"checks\":[{\"name\":\"face-detector\",\"status\":\"UP\","
                  + "\"detail\":\"REBALANCING\"}]}");
      assertThat(get(server, "/metrics").body()).contains("moodstream_test_total 1.0");
    }
  }

  private static HttpResponse<String> get(AdminServer server, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
