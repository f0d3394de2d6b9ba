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
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.moodstream.pipeline.Expression;
import io.moodstream.pipeline.Health;
import io.moodstream.pipeline.ModelAlias;
import io.moodstream.pipeline.Step;
import io.moodstream.pipeline.SummaryQuery.SummariesUnavailable;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  private static final Set<String> PAGES =
      Set.of("GET /", "GET /api", "GET /camera", "GET /models");

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
        "/api/v1/cameras/{id}/frames | /api/v1/cameras/phone/frames | 426",
        "/api/v1/summaries | /api/v1/summaries | 200",
        "/api/v1/summaries | /api/v1/summaries?step=9s | 400",
        "/api/v1/summaries | /api/v1/summaries?camera=none | 404",
        "/api/v1/summaries | /api/v1/summaries?step=1h | 503",
        "/api/v1/summaries | /api/v1/summaries?group=none | 404",
        "/api/v1/groups | /api/v1/groups | 200",
        "/api/v1/groups | /api/v1/groups?x=1 | 400",
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
    assertDescribed("get", path, code, answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get | /api/v1/models | '' | '' | 200",
        "get | /api/v1/models | ?x=1 | '' | 400",
        "post | /api/v1/models | '' | seed;paper | 200",
        "post | /api/v1/models | '' | new;paper | 201",
        "post | /api/v1/models | '' | '' | 400",
        "post | /api/v1/models | '' | bad | 422",
        "get | /api/v1/models/shadow | '' | '' | 200",
        "get | /api/v1/models/shadow | ?x=1 | '' | 400",
        "get | /api/v1/models/{version} | 1 | '' | 200",
        "get | /api/v1/models/{version} | x | '' | 400",
        "get | /api/v1/models/{version} | 9 | '' | 404",
        "delete | /api/v1/models/{version} | 2 | '' | 400",
        "delete | /api/v1/models/{version} | 9?reason=r | '' | 404",
        "delete | /api/v1/models/{version} | 1?reason=r | '' | 409",
        "put | /api/v1/models/aliases/{alias} | champion | {'version':2,'reason':'r'} | 200",
        "put | /api/v1/models/aliases/{alias} | champion | {} | 400",
        "put | /api/v1/models/aliases/{alias} | best | {'version':2,'reason':'r'} | 404",
        "put | /api/v1/models/aliases/{alias} | champion | {'version':1,'reason':'r'} | 409",
        "post | /api/v1/models/rollback | '' | {} | 400",
        "post | /api/v1/models/rollback | '' | {'reason':'r'} | 409",
        "get | /api/v1/classifiers | '' | '' | 200",
        "get | /api/v1/audit | '' | '' | 200"
      })
  void shouldAnswerAboutModelsAsDescribed(
      String method, String path, String end, String body, int code) {
    // given
    publish("seed;paper;0.65");
    publish("seed;paper");
    dashboard.models.add(InMemoryModels.classifier("c1"));

    // when
    String call = path.replaceFirst("\\{.*", "") + end;
    HttpResponse<String> answer =
        dashboard.send(
            dashboard
                .request(call)
                .method(
                    method.toUpperCase(Locale.ROOT),
                    BodyPublishers.ofString(body.replace('\'', '"'))));

    // then
    assertDescribed(method, path, code, answer);
  }

  @Test
  void shouldAnswerARollBackAndADeletionAsDescribed() {
    publish("seed;paper;0.65");
    publish("seed;paper");
    dashboard.models.promote(2, "test", "better");

    assertDescribed(
        "post",
        "/api/v1/models/rollback",
        200,
        dashboard.send(
            dashboard
                .request("/api/v1/models/rollback")
                .POST(BodyPublishers.ofString("{\"reason\": \"r\"}"))));
    assertThat(response("delete", "/api/v1/models/{version}", 204).has("content")).isFalse();
    assertThat(dashboard.send(dashboard.request("/api/v1/models/2?reason=r").DELETE()).statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get | /api/v1/trainers | '' | '' | 200",
        "get | /api/v1/trainers | ?x=1 | '' | 400",
        "get | /api/v1/trainings | '' | '' | 200",
        "get | /api/v1/trainings | ?x=1 | '' | 400",
        "post | /api/v1/trainings | '' | {'data':'d','architecture':'compact','epochs':3,'init':1,'rate':0.01} | 201",
        "post | /api/v1/trainings | '' | {'data':'d','architecture':'huge'} | 422",
        "post | /api/v1/trainings | '' | { | 400",
        "delete | /api/v1/trainings/{id} | nobody | '' | 404",
        "delete | /api/v1/trainings/{id} | t1?x=1 | '' | 400",
        "delete | /api/v1/trainings/{id} | t1 | '' | 409"
      })
  void shouldAnswerAboutTrainingsAsDescribed(
      String method, String path, String end, String body, int code) {
    // given one that is over and one that waits, and two trainers
    dashboard.trainings.serve(InMemoryTrainings.trainer("trainer-1", "t1"));
    dashboard.trainings.serve(InMemoryTrainings.trainer("trainer-2", ""));
    dashboard.trainings.finish(dashboard.trainings.request(InMemoryTrainings.TASK, "test"), 4);
    var unused = dashboard.trainings.request(InMemoryTrainings.TASK.withRate(0.01), "test");

    // when
    HttpResponse<String> answer =
        dashboard.send(
            dashboard
                .request(path.replaceFirst("\\{.*", "") + end)
                .method(
                    method.toUpperCase(Locale.ROOT),
                    BodyPublishers.ofString(body.replace('\'', '"'))));

    // then
    assertDescribed(method, path, code, answer);
  }

  private void publish(String bundle) {
    var unused = dashboard.models.publish(bundle.getBytes(UTF_8), "test");
  }

  private void assertDescribed(String method, String path, int code, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(code);
    JsonNode described = response(method, path, code);
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
    JsonNode events =
        response("get", "/api/v1/live", 200).at("/content/text~1event-stream/x-events");
    try (LiveStream stream = LiveStream.of(dashboard.request("/api/v1/live").build())) {
      await().until(() -> dashboard.metrics.get("moodstream.live.clients").gauge().value() == 1);

      // when
      dashboard.view.onExpressions(frame(HALL, 2, NOW, face(1, Expression.SAD, 0.7f)));
      dashboard.view.onSummary(summary(HALL, Step.TEN_SECONDS, WINDOW, 9));
      compare();

      // then
      assertValid(events.get("frame"), json(stream.next().data()));
      assertValid(events.get("summary"), json(stream.next().data()));
      assertValid(events.get("shadow"), json(stream.next().data()));
    }
  }

  @Test
  void shouldTellAComparisonAsDescribed() {
    compare();

    assertDescribed("get", "/api/v1/models/shadow", 200, dashboard.get("/api/v1/models/shadow"));
  }

  private void compare() {
    dashboard.view.onAlias(ModelAlias.CHAMPION, Optional.of(named(1, NOW)));
    dashboard.view.onAlias(ModelAlias.CHALLENGER, Optional.of(named(2, NOW)));
    dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.FEAR));
  }

  @Test
  void shouldAnswerFramesAsDescribed() throws InterruptedException {
    JsonNode receipt =
        response("get", "/api/v1/cameras/{id}/frames", 101).at("/x-messages/receipt");

    try (PageCamera page = PageCamera.connect(dashboard, "phone")) {
      assertValid(receipt, page.send(Samples.picture(64, 48)).receipt());
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

  private JsonNode response(String method, String path, int code) {
    JsonNode response =
        description.get("paths").get(path).get(method).get("responses").get(String.valueOf(code));
    assertThat(response).as("%s %s answers %d", method, path, code).isNotNull();
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
