package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.frame;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.stage.Health;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthApiTest {
  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @ParameterizedTest
  @CsvSource({
    "UP, live, 200", "UP, ready, 200", "UP, started, 200",
    "DEGRADED, live, 200", "DEGRADED, ready, 200", "DEGRADED, started, 200",
    "UNAVAILABLE, live, 200", "UNAVAILABLE, ready, 503", "UNAVAILABLE, started, 200",
    "STARTING, live, 200", "STARTING, ready, 503", "STARTING, started, 503",
    "DOWN, live, 503", "DOWN, ready, 503", "DOWN, started, 503"
  })
  void shouldAnswerByTheWorstCheck(Health.Status status, String probe, int code) {
    dashboard.health.set(Health.of("aggregator", status, "REBALANCING"));

    HttpResponse<String> answer = dashboard.get("/health/" + probe);

    assertThat(answer.statusCode()).isEqualTo(code);
    JsonNode health = json(answer);
    assertThat(health.get("status").asText()).isEqualTo(status.name());
    assertThat(health.get("checks").get(0).get("name").asText()).isEqualTo("aggregator");
    assertThat(health.get("checks").get(0).get("detail").asText()).isEqualTo("REBALANCING");
  }

  @Test
  void shouldPrintItsMetrics() {
    // given
    dashboard.view.onExpressions(frame(HALL, 1, NOW.minusMillis(250)));

    // when
    HttpResponse<String> answer = dashboard.get("/metrics");

    // then
    assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("text/plain");
    assertThat(answer.body())
        .contains("moodstream_end_to_end_delay_seconds_sum 0.25")
        .contains("moodstream_live_clients 0.0");
  }
}
