package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.skipped;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.kafka.Topics;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CamerasApiTest {
  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldListNobodyAtFirst() {
    assertThat(dashboard.get("/api/v1/cameras").body()).isEqualTo("[]");
  }

  @Test
  void shouldTellRatesDelayAndSkippedFrames() {
    // given ten frames a second for three seconds, 80 ms old, with two faces in every second one
    dashboard.view.onStatus(status(HALL, true, NOW));
    for (int i = 0; i < 30; i++) {
      var capturedAt = dashboard.clock.instant().minusMillis(80);
      var faces = new io.moodstream.pipeline.frames.FaceExpression[i % 2 * 2];
      for (int j = 0; j < faces.length; j++) {
        faces[j] = face(j, Expression.HAPPY, 0.8f);
      }
      dashboard.view.onExpressions(frame(HALL, i, capturedAt, faces));
      dashboard.clock.forward(Duration.ofMillis(100));
    }
    dashboard.view.onExpressions(skipped(HALL, 30, dashboard.clock.instant()));

    // when
    JsonNode camera = json(dashboard.get("/api/v1/cameras")).get(0);

    // then
    assertThat(camera.get("id").asText()).isEqualTo("hall");
    assertThat(camera.get("state").asText()).isEqualTo("live");
    assertThat(camera.get("framesPerSecond").asDouble()).isEqualTo(10.0);
    assertThat(camera.get("facesPerFrame").asDouble()).isEqualTo(1.0);
    assertThat(camera.get("delayMillis").asLong()).isEqualTo(80);
    assertThat(camera.get("skippedFrames").asLong()).isEqualTo(1);
    assertThat(camera.get("lastFrameAt").asText()).isEqualTo(dashboard.clock.instant().toString());
    assertThat(camera.get("source").asText()).isEqualTo("webcam:0");
    assertThat(camera.get("pictures").asBoolean()).isTrue();
  }

  @Test
  void shouldTellTheRateOverTheLastFiveSeconds() {
    // given ten frames a second for six seconds, and silence for two and a half
    for (int i = 0; i < 60; i++) {
      dashboard.clock.forward(Duration.ofMillis(100));
      dashboard.view.onExpressions(frame(HALL, i, dashboard.clock.instant()));
    }
    dashboard.clock.forward(Duration.ofMillis(2450));

    // when
    JsonNode camera = json(dashboard.get("/api/v1/cameras")).get(0);

    // then what came in the last five seconds counts: 26 frames
    assertThat(camera.get("framesPerSecond").asDouble()).isEqualTo(5.2);
  }

  @Test
  void shouldCallACameraStaleAfterThreeSecondsAndLostAfterThirty() {
    dashboard.view.onExpressions(frame(HALL, 0, NOW));

    assertThat(stateAfter(Duration.ofMillis(2999))).isEqualTo("live");
    assertThat(stateAfter(Duration.ofMillis(1))).isEqualTo("stale");
    assertThat(stateAfter(Duration.ofMillis(26_999))).isEqualTo("stale");
    assertThat(stateAfter(Duration.ofMillis(1))).isEqualTo("lost");
  }

  @Test
  void shouldCallACameraOverloadedWhoseFramesAreMostlySkipped() {
    // given: one in eight frames is analysed
    for (int i = 0; i < 48; i++) {
      var now = dashboard.clock.instant();
      dashboard.view.onExpressions(
          i % 8 == 0 ? frame(HALL, i, now, face(1, Expression.SAD, 0.9f)) : skipped(HALL, i, now));
      dashboard.clock.forward(Duration.ofMillis(100));
    }

    // when
    JsonNode camera = json(dashboard.get("/api/v1/cameras")).get(0);

    // then
    assertThat(camera.get("state").asText()).isEqualTo("overloaded");
    assertThat(camera.get("coverage").asDouble()).isEqualTo(0.13);
    assertThat(camera.get("reason").asText())
        .isEqualTo("13% of frames analysed: the machine is too slow for its cameras");
    assertThat(camera.get("facesPerFrame").asDouble()).isEqualTo(1.0);
    assertThat(camera.get("framesPerSecond").asDouble()).isEqualTo(1.3);
  }

  @Test
  void shouldSayNothingOfFacesWhileEveryFrameIsSkipped() {
    for (int i = 0; i < 10; i++) {
      dashboard.view.onExpressions(skipped(HALL, i, NOW));
    }

    JsonNode camera = json(dashboard.get("/api/v1/cameras")).get(0);

    assertThat(camera.get("state").asText()).isEqualTo("overloaded");
    assertThat(camera.get("coverage").asDouble()).isZero();
    assertThat(camera.get("facesPerFrame").isNull()).isTrue();
  }

  @Test
  void shouldHaveNoRateOrDelayWhenNothingCame() {
    // given a camera that only its producer's old word is known of
    dashboard.view.onStatus(status(DOOR, false, NOW.minusSeconds(3600)));

    // when
    JsonNode camera = json(dashboard.get("/api/v1/cameras")).get(0);

    // then
    assertThat(camera.get("state").asText()).isEqualTo("lost");
    assertThat(camera.get("framesPerSecond").asDouble()).isZero();
    assertThat(camera.get("delayMillis").isNull()).isTrue();
    assertThat(camera.get("lastFrameAt").isNull()).isTrue();
    assertThat(camera.get("coverage").isNull()).isTrue();
    assertThat(camera.get("facesPerFrame").isNull()).isTrue();
    assertThat(camera.get("reportedAt").asText()).isEqualTo(NOW.minusSeconds(3600).toString());
  }

  @Test
  void shouldSortByIdAndForgetADeletedCamera() {
    dashboard.view.onStatus(status(HALL, false, NOW));
    dashboard.view.onStatus(status(DOOR, false, NOW));
    assertThat(json(dashboard.get("/api/v1/cameras")).findValuesAsText("id"))
        .isEqualTo(List.of("door", "hall"));

    dashboard.view.onForgotten(DOOR);

    assertThat(json(dashboard.get("/api/v1/cameras")).findValuesAsText("id"))
        .isEqualTo(List.of("hall"));
  }

  @Test
  void shouldTakeACameraOffTheListOnceItIsGone() {
    // given one that has stopped without a word
    dashboard.view.onStatus(status(HALL, false, NOW));
    dashboard.view.onExpressions(frame(HALL, 0, NOW));
    dashboard.clock.forward(Duration.ofSeconds(29));
    assertThat(forget("hall").statusCode()).isEqualTo(409);
    dashboard.clock.forward(Duration.ofSeconds(1));

    // when
    HttpResponse<String> answer = forget("hall");

    // then
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(dashboard.get("/api/v1/cameras").body()).isEqualTo("[]");
    assertThat(dashboard.sent.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo(Topics.CAMERAS.name());
              assertThat(record.key()).isEqualTo(HALL);
              assertThat(record.value()).isNull();
            });
  }

  @Test
  void shouldNotForgetACameraThatIsConnecting() {
    dashboard.view.onStatus(status(HALL, false, NOW));

    HttpResponse<String> answer = forget("hall");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("detail").asText()).startsWith("camera 'hall' is still there");
    assertThat(forget("door").statusCode()).isEqualTo(404);
    assertThat(dashboard.sent.history()).isEmpty();
  }

  @Test
  void shouldTellThatKafkaDoesNotForget() {
    dashboard.view.onStatus(status(HALL, false, NOW.minusSeconds(60)));
    dashboard.sent.sendException = new TimeoutException("two seconds");

    assertThat(forget("hall").statusCode()).isEqualTo(503);
    assertThat(json(dashboard.get("/api/v1/cameras")).findValuesAsText("id"))
        .isEqualTo(List.of("hall"));
  }

  private HttpResponse<String> forget(String camera) {
    return dashboard.send(dashboard.request("/api/v1/cameras/" + camera).DELETE());
  }

  private String stateAfter(Duration more) {
    dashboard.clock.forward(more);
    return json(dashboard.get("/api/v1/cameras")).get(0).get("state").asText();
  }
}
