package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.comparison;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.frameId;
import static io.moodstream.dashboard.Samples.jpeg;
import static io.moodstream.dashboard.Samples.named;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description matches each answer, to the last field. */
class OpenApiTest {
  private static final Instant WINDOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Set<String> PAGES =
      Set.of(
          "GET /",
          "GET /alerts",
          "GET /api",
          "GET /camera",
          "GET /cameras",
          "GET /cameras/{id}/notice",
          "GET /history",
          "GET /models",
          "GET /sign-in",
          "GET /wall");

  private final RunningDashboard dashboard =
      RunningDashboard.answering(
          (cameras, step, from, to) -> {
            if (step == Step.ONE_HOUR) {
              throw new SummariesUnavailable("being restored");
            }
            return List.of(summary(DOOR, step, WINDOW, 0), summary(HALL, step, WINDOW, 9));
          });
  private final ApiDescription api = ApiDescription.of(dashboard);

  @BeforeEach
  void show() {
    dashboard.view.onStatus(status(HALL, true, NOW));
    dashboard.view.onStatus(status(DOOR, false, NOW));
    dashboard.view.alerts().onRule("sad", Optional.of(InMemoryAlerts.SAD));
    dashboard.view.alerts().onAlert(InMemoryAlerts.started(NOW));
    dashboard.view.onPicture(HALL, frameId(1), jpeg("picture"));
    dashboard.view.onExpressions(frame(HALL, 1, NOW, face(1, Expression.SAD, 0.7f)));
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldDescribeExactlyTheCallsThatAreAnswered() {
    assertThat(dashboard.calls().stream().filter(call -> !call.startsWith("GET /assets/")))
        .filteredOn(call -> !PAGES.contains(call))
        .containsExactlyElementsOf(api.calls());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/cameras | /api/v1/cameras | 200",
        "/api/v1/cameras | /api/v1/cameras?x=1 | 400",
        "/api/v1/cameras/{id}/picture | /api/v1/cameras/hall/picture | 200",
        "/api/v1/cameras/{id}/picture | /api/v1/cameras/hall/picture?frame=x | 400",
        "/api/v1/cameras/{id}/picture | /api/v1/cameras/door/picture | 403",
        "/api/v1/cameras/{id}/picture | /api/v1/cameras/none/picture | 404",
        "/api/v1/cameras/{id}/frames | /api/v1/cameras/phone/frames | 426",
        "/api/v1/summaries | /api/v1/summaries | 200",
        "/api/v1/summaries | /api/v1/summaries?step=9s | 400",
        "/api/v1/summaries | /api/v1/summaries?camera=none | 404",
        "/api/v1/summaries | /api/v1/summaries?step=1h | 503",
        "/api/v1/summaries | /api/v1/summaries?group=none | 404",
        "/api/v1/drift | /api/v1/drift | 200",
        "/api/v1/groups | /api/v1/groups | 200",
        "/api/v1/groups | /api/v1/groups?x=1 | 400",
        "/api/v1/live | /api/v1/live?x=1 | 400",
        "/api/v1/live | /api/v1/live?camera=none | 404",
        "/api/v1/alerts | /api/v1/alerts | 200",
        "/api/v1/alerts | /api/v1/alerts?from=yesterday | 400",
        "/api/v1/alerts/rules | /api/v1/alerts/rules | 200",
        "/health/live | /health/live | 200",
        "/health/ready | /health/ready | 503",
        "/health/started | /health/started | 503",
        "/metrics | /metrics | 200",
        "/openapi.yaml | /openapi.yaml | 200"
      })
  void shouldAnswerAsDescribed(String path, String call, int code) {
    // given
    dashboard.health.set(Health.of("aggregator", Health.Status.STARTING, "REBALANCING"));

    // when
    HttpResponse<String> answer = dashboard.get(call);

    // then
    api.assertDescribed("get", path, code, answer);
  }

  @Test
  void shouldSendLiveEventsAsDescribed() {
    // given
    JsonNode events =
        api.response("get", "/api/v1/live", 200).at("/content/text~1event-stream/x-events");
    try (LiveStream stream = LiveStream.of(dashboard.request("/api/v1/live").build())) {
      await().until(() -> dashboard.metrics.get("moodstream.live.clients").gauge().value() == 1);

      // when
      dashboard.view.onExpressions(frame(HALL, 2, NOW, face(1, Expression.SAD, 0.7f)));
      dashboard.view.onSummary(summary(HALL, Step.TEN_SECONDS, WINDOW, 9));
      compare();

      // then
      api.assertValid(events.get("frame"), json(stream.next().data()));
      api.assertValid(events.get("summary"), json(stream.next().data()));
      api.assertValid(events.get("shadow"), json(stream.next().data()));
    }
  }

  @Test
  void shouldTellAComparisonAsDescribed() {
    compare();

    api.assertDescribed(
        "get", "/api/v1/models/shadow", 200, dashboard.get("/api/v1/models/shadow"));
  }

  private void compare() {
    dashboard.view.onAlias(ModelAlias.CHAMPION, Optional.of(named(1, NOW)));
    dashboard.view.onAlias(ModelAlias.CHALLENGER, Optional.of(named(2, NOW)));
    dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.FEAR));
  }

  @Test
  void shouldAnswerFramesAsDescribed() throws InterruptedException {
    JsonNode receipt =
        api.response("get", "/api/v1/cameras/{id}/frames", 101).at("/x-messages/receipt");

    try (PageCamera page = PageCamera.connect(dashboard, "phone")) {
      api.assertValid(receipt, page.send(Samples.picture(64, 48)).receipt());
    }
  }

  @Test
  void shouldFindAFieldThatIsNotDescribed() {
    // given an answer with one field more than the description has
    ObjectNode camera = (ObjectNode) json(dashboard.get("/api/v1/cameras")).get(0);
    camera.put("colour", "blue");

    assertThat(api.errors(json("{\"$ref\": \"#/components/schemas/Camera\"}"), camera))
        .contains("colour");
  }
}
