package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.frameId;
import static io.moodstream.dashboard.Samples.jpeg;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.moodstream.pipeline.Expression;
import io.moodstream.pipeline.Health;
import io.moodstream.pipeline.Step;
import io.moodstream.pipeline.SummaryQuery.SummariesUnavailable;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description says what is answered, to the last field. */
class OpenApiTest {
  private static final Instant WINDOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Set<String> PAGES = Set.of("GET /", "GET /api");

  private final RunningDashboard dashboard =
      RunningDashboard.answering(
          (cameras, step, from, to) -> {
            if (step == Step.ONE_HOUR) {
              throw new SummariesUnavailable("being restored");
            }
            return List.of(summary(DOOR, step, WINDOW, 0), summary(HALL, step, WINDOW, 9));
          });
  private JsonNode description = json("{}");

  @BeforeEach
  void describe() {
    description = json(dashboard.get("/assets/openapi.json"));
    dashboard.view.onStatus(status(HALL, true, NOW));
    dashboard.view.onStatus(status(DOOR, false, NOW));
    dashboard.view.onPicture(HALL, frameId(1), jpeg("picture"));
    dashboard.view.onExpressions(frame(HALL, 1, NOW, face(1, Expression.SAD, 0.7f)));
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldDescribeExactlyTheCallsThatAreAnswered() {
    var described = new TreeSet<String>();
    for (var path : description.get("paths").properties()) {
      for (var call : path.getValue().properties()) {
        described.add(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }

    assertThat(dashboard.calls().stream().filter(call -> !call.startsWith("GET /assets/")))
        .filteredOn(call -> !PAGES.contains(call))
        .containsExactlyElementsOf(described);
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
        "/api/v1/summaries | /api/v1/summaries | 200",
        "/api/v1/summaries | /api/v1/summaries?step=9s | 400",
        "/api/v1/summaries | /api/v1/summaries?camera=none | 404",
        "/api/v1/summaries | /api/v1/summaries?step=1h | 503",
        "/api/v1/live | /api/v1/live?x=1 | 400",
        "/api/v1/live | /api/v1/live?camera=none | 404",
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
    assertThat(answer.statusCode()).isEqualTo(code);
    JsonNode described = response(path, code);
    String type = answer.headers().firstValue("Content-Type").orElseThrow().split(";", 2)[0];
    assertThat(described.get("content").has(type)).as(type + " is described").isTrue();
    described
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> assertThat(answer.headers().firstValue(name)).isPresent());
    if (type.endsWith("json")) {
      assertValid(described.get("content").get(type).get("schema"), json(answer));
    }
  }

  @Test
  void shouldSendLiveEventsAsDescribed() {
    // given
    JsonNode events = response("/api/v1/live", 200).at("/content/text~1event-stream/x-events");
    try (LiveStream stream = LiveStream.of(dashboard.request("/api/v1/live").build())) {
      await().until(() -> dashboard.metrics.get("moodstream.live.clients").gauge().value() == 1);

      // when
      dashboard.view.onExpressions(frame(HALL, 2, NOW, face(1, Expression.SAD, 0.7f)));
      dashboard.view.onSummary(summary(HALL, Step.TEN_SECONDS, WINDOW, 9));

      // then
      assertValid(events.get("frame"), json(stream.next().data()));
      assertValid(events.get("summary"), json(stream.next().data()));
    }
  }

  @Test
  void shouldFindAFieldThatIsNotDescribed() {
    // given an answer with one field more than the description has
    ObjectNode camera = (ObjectNode) json(dashboard.get("/api/v1/cameras")).get(0);
    camera.put("colour", "blue");

    assertThat(errors(json("{\"$ref\": \"#/components/schemas/Camera\"}"), camera))
        .contains("colour");
  }

  private JsonNode response(String path, int code) {
    JsonNode response =
        description.get("paths").get(path).get("get").get("responses").get(String.valueOf(code));
    assertThat(response).as("%s answers %d", path, code).isNotNull();
    return response.has("$ref")
        ? description.at(response.get("$ref").asText().substring(1))
        : response;
  }

  private void assertValid(JsonNode schema, JsonNode answer) {
    assertThat(errors(schema, answer)).isEmpty();
  }

  /** Empty when the answer fits the schema and has no field beyond it. */
  private String errors(JsonNode schema, JsonNode answer) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", closed(description.get("components").deepCopy()));
    if (schema.path("$ref").asText().endsWith("/SummaryEvent")) {
      whole.put("unevaluatedProperties", false);
    }
    JsonSchema checked =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    return String.join("; ", checked.validate(answer).stream().map(String::valueOf).toList());
  }

  /** Every object may have its described properties only; a part of an allOf cannot be closed. */
  private static JsonNode closed(JsonNode node) {
    node.forEach(OpenApiTest::closed);
    if (node instanceof ObjectNode object && object.path("type").asText().equals("object")) {
      object.put("unevaluatedProperties", false);
    }
    if (node instanceof ObjectNode parent && parent.has("SummaryEvent")) {
      // Its parts, of which Summary is one, are closed as a whole; that Summary alone has no field
      // more is checked where summaries are.
      ((ObjectNode) parent.get("Summary")).remove("unevaluatedProperties");
      ((ObjectNode) parent.at("/SummaryEvent/allOf/0")).remove("unevaluatedProperties");
    }
    return node;
  }
}
