package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsApiTest {
  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "classifiers", "audit"})
  void shouldListNothingAtFirst(String list) {
    assertThat(dashboard.get("/api/v1/" + list).body()).isEqualTo("[]");
  }

  @Test
  void shouldListModelsByVersionWithTheirAliases() {
    // given
    publish("seed;paper;0.65");
    publish("small;compact;0.71");
    publish("unmeasured;compact");
    publish("bad idea;compact");
    dashboard.models.challenge(2, "test", "more data");
    dashboard.models.nominate(3);
    dashboard.models.delete(4, "test", "bad");

    // when
    JsonNode models = json(dashboard.get("/api/v1/models"));

    // then
    assertThat(models.findValuesAsText("version")).isEqualTo(List.of("1", "2", "3"));
    assertThat(models.get(0).toString())
        .isEqualTo(
            "{\"version\":1,\"name\":\"seed\",\"architecture\":\"paper\",\"aliases\":[\"champion\"],"
                + "\"accuracy\":0.65,\"measured\":null,\"publishedAt\":\"%s\",\"publishedBy\":\"test\","
                    .formatted(NOW)
                + "\"sha256\":\"%s\",\"bytes\":15}"
                    .formatted(
                        dashboard
                            .models
                            .publish("seed;paper;0.65".getBytes(UTF_8), "test")
                            .sha256()));
    assertThat(models.get(1).get("aliases").toString()).isEqualTo("[\"challenger\"]");
    assertThat(models.get(2).get("aliases")).isEmpty();
    assertThat(models.get(2).get("accuracy").isNull()).isTrue();
  }

  @Test
  void shouldStateOnHowManyFacesAnAccuracyWasMeasured() {
    publish("own;paper;0.821;56");

    JsonNode measured = json(dashboard.get("/api/v1/models")).get(0).get("measured");

    assertThat(measured.get("source").asText()).isEqualTo("faces");
    assertThat(measured.get("images").asInt()).isEqualTo(56);
    assertThat(measured.get("low95").asDouble()).isCloseTo(0.701, within(0.001));
    assertThat(measured.get("high95").asDouble()).isCloseTo(0.900, within(0.001));
  }

  @Test
  void shouldShowAModelWithItsCard() {
    publish("seed;paper;0.65");

    JsonNode model = json(dashboard.get("/api/v1/models/1"));

    assertThat(model.get("name").asText()).isEqualTo("seed");
    assertThat(model.get("card").toString())
        .isEqualTo(
            "{\"name\":\"seed\",\"architecture\":\"paper\",\"metrics\":{\"accuracy\":0.65}}");
  }

  @ParameterizedTest
  @CsvSource({"2, 404", "0, 404", "3, 404", "two, 400", "99999999999, 400", "1?card=no, 400"})
  void shouldTellWhatIsNoModel(String version, int status) {
    publish("seed;paper");
    publish("gone;paper");
    dashboard.models.delete(2, "test", "bad");

    HttpResponse<String> answer = dashboard.get("/api/v1/models/" + version);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).get("status").asInt()).isEqualTo(status);
  }

  @Test
  void shouldTellWhichClassifierRunsWhat() {
    dashboard.models.add(InMemoryModels.classifier("c1"));

    assertThat(dashboard.get("/api/v1/classifiers").body())
        .isEqualTo(
            "[{\"id\":\"c1\",\"host\":\"host-1\",\"state\":\"SERVING\",\"champion\":1,"
                + "\"challenger\":0,\"ready\":[1,3],\"refused\":{\"2\":\"its self-test failed\"},"
                + "\"updatedAt\":\"%s\"}]".formatted(NOW));
  }

  @Test
  void shouldTellTheLatestOfTheAuditFirst() {
    publish("seed;paper");
    publish("small;compact");
    dashboard.models.promote(2, "someone", "sees sad better");

    JsonNode audit = json(dashboard.get("/api/v1/audit"));

    assertThat(audit.findValuesAsText("action"))
        .isEqualTo(List.of("PROMOTED", "PUBLISHED", "PUBLISHED"));
    assertThat(audit.get(0).toString())
        .isEqualTo(
            "{\"at\":\"%s\",\"by\":\"someone\",\"action\":\"PROMOTED\",\"from\":1,\"to\":2,"
                    .formatted(NOW.plusSeconds(2))
                + "\"reason\":\"sees sad better\"}");
  }

  private void publish(String bundle) {
    var unused = dashboard.models.publish(bundle.getBytes(UTF_8), "test");
  }
}
