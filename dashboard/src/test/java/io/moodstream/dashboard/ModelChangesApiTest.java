package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.models.ModelAlias;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three models, of which the first is champion. */
class ModelChangesApiTest {
  private static final String CHAMPION = "/api/v1/models/aliases/champion";
  private static final String CHALLENGER = "/api/v1/models/aliases/challenger";
  private static final String CANARY = "/api/v1/models/aliases/canary";
  private static final String SECOND = "{\"version\": 2, \"reason\": \" sees sad better \"}";

  private final RunningDashboard dashboard = RunningDashboard.open();

  @BeforeEach
  void publish() {
    for (String bundle : new String[] {"seed;paper", "small;compact", "large;compact"}) {
      var unused = dashboard.models.publish(bundle.getBytes(UTF_8), "test");
    }
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldPromote() {
    HttpResponse<String> answer = put(CHAMPION, SECOND);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"alias\":\"champion\",\"version\":2,\"since\":\"%s\",".formatted(NOW)
                + "\"by\":\"dashboard 127.0.0.1\",\"reason\":\"sees sad better\"}");
    assertThat(version(ModelAlias.CHAMPION)).isEqualTo(2);
  }

  @Test
  void shouldBeginAndEndAChallenge() {
    HttpResponse<String> begun = put(CHALLENGER, SECOND);
    assertThat(begun.statusCode()).isEqualTo(200);
    assertThat(json(begun).get("alias").asText()).isEqualTo("challenger");
    assertThat(version(ModelAlias.CHALLENGER)).isEqualTo(2);

    HttpResponse<String> ended = put(CHALLENGER, "{\"version\": 0, \"reason\": \"seen enough\"}");

    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(json(ended).get("version").asInt(-1)).isZero();
    assertThat(json(ended).get("reason").asText()).isEqualTo("seen enough");
    assertThat(json(ended).get("by").asText()).isEqualTo("dashboard 127.0.0.1");
    assertThat(version(ModelAlias.CHALLENGER)).isZero();
  }

  @Test
  void shouldStartAndEndACanary() {
    HttpResponse<String> begun =
        put(CANARY, "{\"version\": 2, \"percent\": 20, \"reason\": \"try\"}");
    assertThat(begun.statusCode()).isEqualTo(200);
    assertThat(json(begun).get("percent").asInt()).isEqualTo(20);
    assertThat(json(dashboard.get("/api/v1/models")).get(1).get("aliases").toString())
        .isEqualTo("[\"canary\"]");

    HttpResponse<String> ended = put(CANARY, "{\"version\": 0, \"reason\": \"seen enough\"}");

    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(version(ModelAlias.CANARY)).isZero();
    assertProblem(put(CANARY, "{\"version\": 0, \"reason\": \"r\"}"), 409, "there is no canary");
    assertProblem(
        put(CANARY, "{\"version\": 2, \"percent\": 100, \"reason\": \"r\"}"),
        400,
        "percent: 1 to 99");
  }

  @Test
  void shouldTellWhatAnAssignmentConflictsWith() {
    HttpResponse<String> champion = put(CHAMPION, "{\"version\": 1, \"reason\": \"again\"}");
    HttpResponse<String> challenger = put(CHALLENGER, "{\"version\": 1, \"reason\": \"again\"}");

    assertProblem(champion, 409, "version 1 is the champion already");
    assertProblem(challenger, 409, "version 1 is the champion already");
  }

  @Test
  void shouldTellWhatThereIsNot() {
    assertProblem(put(CHAMPION, "{\"version\": 9, \"reason\": \"r\"}"), 404, "no model version 9");
    assertProblem(put(CHAMPION, "{\"version\": 0, \"reason\": \"r\"}"), 404, "no model version 0");
    assertProblem(put("/api/v1/models/aliases/candidate", SECOND), 404, "no alias 'candidate'");
    assertProblem(put("/api/v1/models/aliases/best", SECOND), 404, "no alias 'best'");
    assertThat(dashboard.models.aliases()).containsOnlyKeys(ModelAlias.CHAMPION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | not a JSON object",
        "{ | not JSON",
        "{} {} | not JSON",
        "[2] | not a JSON object",
        "{\"reason\": \"r\"} | version",
        "{\"version\": \"2\", \"reason\": \"r\"} | version",
        "{\"version\": 2.5, \"reason\": \"r\"} | version",
        "{\"version\": -1, \"reason\": \"r\"} | version",
        "{\"version\": 99999999999, \"reason\": \"r\"} | version",
        "{\"version\": 2} | reason",
        "{\"version\": 2, \"reason\": \" \"} | reason",
        "{\"version\": 2, \"reason\": 7} | reason",
        "{\"version\": 2, \"reason\": \"r\", \"by\": \"me\"} | unknown field 'by'"
      })
  void shouldTellWhatIsWrongInABody(String body, String detail) {
    HttpResponse<String> answer = put(CHAMPION, body);

    assertProblem(answer, 400, detail);
    assertThat(json(answer).get("detail").asText()).doesNotContain("\n");
    assertThat(version(ModelAlias.CHAMPION)).isEqualTo(1);
  }

  @Test
  void shouldRollBack() {
    var unused = put(CHAMPION, SECOND);

    HttpResponse<String> answer = rollBack("{\"reason\": \"too sad\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"version\":1}");
    assertThat(version(ModelAlias.CHAMPION)).isEqualTo(1);
  }

  @Test
  void shouldTellWhyNothingIsRolledBack() {
    assertProblem(rollBack("{\"reason\": \"too sad\"}"), 409, "no champion before");
    assertProblem(rollBack("{}"), 400, "reason");
  }

  @Test
  void shouldDelete() {
    HttpResponse<String> answer = delete("3?reason=too%20large");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(json(dashboard.get("/api/v1/models"))).hasSize(2);
    assertThat(json(dashboard.get("/api/v1/audit")).get(0).get("reason").asText())
        .isEqualTo("too large");
  }

  @ParameterizedTest
  @CsvSource({
    "1?reason=old, 409",
    "9?reason=old, 404",
    "x?reason=old, 400",
    "3, 400",
    "3?reason=%20, 400",
    "3?reason=a&reason=b, 400",
    "3?because=old, 400"
  })
  void shouldTellWhyNothingIsDeleted(String call, int status) {
    assertProblem(delete(call), status, "");
    assertThat(dashboard.models.models()).noneMatch(model -> model.deleted());
  }

  @Test
  void shouldAskToComeBackWhileKafkaDoesNotAnswer() {
    dashboard.models.whenGettingReady(
        () -> {
          throw new TimeoutException("node -1 was unassigned");
        });

    HttpResponse<String> answer = put(CHAMPION, SECOND);

    assertProblem(answer, 503, "Kafka does not answer");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/models/rollback", "/api/v1/models/aliases/champion"})
  void shouldRefuseALongBodyThatDoesNotSayItsLength(String path) {
    byte[] body = new byte[65_537];
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    String method = path.endsWith("rollback") ? "POST" : "PUT";

    assertProblem(dashboard.send(dashboard.request(path).method(method, chunked)), 413, "65536");
  }

  private HttpResponse<String> put(String path, String body) {
    return dashboard.send(dashboard.request(path).PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> rollBack(String body) {
    return dashboard.send(
        dashboard.request("/api/v1/models/rollback").POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> delete(String call) {
    return dashboard.send(dashboard.request("/api/v1/models/" + call).DELETE());
  }

  /** 0 for none. */
  private int version(ModelAlias alias) {
    var assignment = dashboard.models.aliases().get(alias);
    return assignment == null ? 0 : assignment.version();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).get("status").asInt()).isEqualTo(status);
    assertThat(json(answer).get("detail").asText()).contains(detail);
  }
}
