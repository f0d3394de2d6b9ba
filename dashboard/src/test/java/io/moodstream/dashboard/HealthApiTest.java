package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.skipped;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.stage.Health;
import java.net.http.HttpResponse;
import java.time.Duration;
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
  void shouldBeDegradedWhileACameraIsOverloaded() {
    for (int i = 0; i < 9; i++) {
      dashboard.view.onExpressions(skipped(HALL, i, NOW));
    }
    dashboard.view.onExpressions(frame(HALL, 9, NOW));
    dashboard.view.onExpressions(frame(DOOR, 1, NOW));

    HttpResponse<String> ready = dashboard.get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(json(ready).path("status").asText()).isEqualTo("DEGRADED");
    assertThat(json(ready).path("checks").get(1).toString())
        .isEqualTo(
            "{\"name\":\"cameras\",\"status\":\"DEGRADED\",\"detail\":\"hall: 10% of frames"
                + " analysed: the machine is too slow for its cameras\"}");

    // Once no frames come any more, there is nothing to be too slow for.
    dashboard.clock.forward(Duration.ofSeconds(10));
    assertThat(cameras()).isEqualTo("UP none is overloaded or lost");
  }

  @Test
  void shouldBeDegradedWhileACameraThatRunsIsLost() {
    dashboard.view.onExpressions(frame(HALL, 1, NOW));
    dashboard.view.onExpressions(frame(DOOR, 1, NOW));
    dashboard.clock.forward(Duration.ofSeconds(45));
    assertThat(cameras()).as("no producer reports them").startsWith("UP");

    dashboard.view.onStatus(status(HALL, true, NOW.plusSeconds(45)));

    assertThat(cameras()).isEqualTo("DEGRADED hall: no frame for 45 s");
  }

  @Test
  void shouldBeUpBeforeTheFirstFrame() {
    dashboard.view.onStatus(status(HALL, true, NOW));

    assertThat(cameras()).startsWith("UP");
  }

  private String cameras() {
    JsonNode check = json(dashboard.get("/health/ready")).path("checks").get(1);
    assertThat(check.path("name").asText()).isEqualTo("cameras");
    return check.path("status").asText() + " " + check.path("detail").asText();
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
