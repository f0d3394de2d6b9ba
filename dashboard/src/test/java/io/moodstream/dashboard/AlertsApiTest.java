package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.models.AuditEntry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsApiTest {
  private static final String RULES = "/api/v1/alerts/rules";
  private static final String SAD = "{'id':'sad','metric':'sad','above':0.4,'cameras':['hall']}";

  private final RunningDashboard dashboard = RunningDashboard.open();
  private final ApiDescription api = ApiDescription.of(dashboard);

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldCreateChangeAndDeleteARule() {
    HttpResponse<String> created = post(RULES, SAD);
    api.assertDescribed("post", RULES, 201, created);
    assertThat(created.headers().firstValue("Location")).contains(RULES + "/sad");
    assertThat(created.body())
        .isEqualTo(
            ("{'id':'sad','name':'sad','metric':'sad','above':0.4,'for':'30s','coolDown':'10m',"
                    + "'cameras':['hall'],'enabled':true,'condition':'sad above 0.4 for 30s',"
                    + "'origin':'api','changedAt':'%s','changedBy':'dashboard 127.0.0.1'}")
                .formatted(NOW)
                .replace('\'', '"'));
    assertThat(json(dashboard.get(RULES)).get(0)).isEqualTo(json(created));

    HttpResponse<String> changed =
        put(
            "sad",
            "{'metric':'faces','below':1,'for':'5m','enabled':false,"
                + "'hours':{'days':['monday'],'from':'22:00','to':'06:00','timezone':'Europe/Berlin'}}");
    api.assertDescribed("put", RULES + "/{id}", 200, changed);
    assertThat(json(changed).get("condition").asText()).isEqualTo("faces below 1 for 5m");
    assertThat(dashboard.alerts.rules.get("sad").rule().enabled()).isFalse();

    HttpResponse<String> deleted = dashboard.send(dashboard.request(RULES + "/sad").DELETE());
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(dashboard.get(RULES).body()).isEqualTo("[]");
    assertThat(dashboard.alerts.rules).isEmpty();
    assertThat(dashboard.audit)
        .extracting(AuditEntry::action, AuditEntry::reason)
        .containsExactly(
            tuple(
                AuditEntry.Action.ALERT_RULE_CHANGED,
                "alert rule sad created: sad above 0.4 for 30s"),
            tuple(
                AuditEntry.Action.ALERT_RULE_CHANGED,
                "alert rule sad changed: faces below 1 for 5m"),
            tuple(AuditEntry.Action.ALERT_RULE_CHANGED, "alert rule sad deleted"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'metric':'sad','above':0.4} | 422 | id",
        "{'id':'a','metric':'grief','above':0.4} | 422 | metric",
        "{'id':'a','metric':'sad','above':4} | 422 | above",
        "{'id':'a','metric':'sad','above':0.4,'for':'soon'} | 422 | for",
        "{'id':'a','metric':'sad','above':0.4,'origin':'api'} | 422 | origin",
        "[] | 400 | JSON object",
        "{ | 400 | not JSON"
      })
  void shouldNameTheFieldThatIsWrong(String body, int status, String field) {
    HttpResponse<String> answer = post(RULES, body);

    api.assertDescribed("post", RULES, status, answer);
    assertThat(json(answer).get("detail").asText()).contains(field);
    assertThat(dashboard.alerts.rules).isEmpty();
  }

  @Test
  void shouldNotReplaceARuleByCreatingItAgain() {
    post(RULES, SAD);

    api.assertDescribed("post", RULES, 409, post(RULES, SAD));
  }

  @Test
  void shouldLeaveARuleOfTheFileToTheFile() {
    dashboard.view.alerts().onRule("lost", Optional.of(InMemoryAlerts.LOST));

    HttpResponse<String> answer = put("lost", "{'metric':'state','is':'lost'}");

    api.assertDescribed("put", RULES + "/{id}", 409, answer);
    assertThat(json(answer).get("detail").asText())
        .isEqualTo("rule 'lost' is of alerts.yaml: change it there");
    assertThat(json(dashboard.get(RULES)).get(0).get("is").asText()).isEqualTo("lost");
  }

  @Test
  void shouldSendATestThroughTheTopic() {
    post(RULES, SAD);

    HttpResponse<String> answer = post(RULES + "/sad/test", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(dashboard.alerts.sent)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo(Alert.Kind.TEST);
              assertThat(alert.camera()).isEqualTo(HALL);
              assertThat(alert.at()).isEqualTo(NOW);
            });
    api.assertDescribed("post", RULES + "/{id}/test", 404, post(RULES + "/unknown/test", ""));
  }

  @Test
  void shouldListAlertsTheNewestFirstWithTheirEnd() {
    Alert first = InMemoryAlerts.alert(HALL, NOW.minus(Duration.ofHours(1)));
    dashboard.view.alerts().onAlert(InMemoryAlerts.alert(DOOR, NOW.minus(Duration.ofDays(2))));
    dashboard.view.alerts().onAlert(first);
    dashboard.view.alerts().onAlert(InMemoryAlerts.alert(DOOR, NOW.minusSeconds(60)));
    dashboard.view.alerts().onAlert(first.ended(NOW.minusSeconds(30), Optional.of(0.1)));

    var alerts = json(dashboard.get("/api/v1/alerts"));

    assertThat(alerts)
        .extracting(alert -> alert.get("camera").asText())
        .containsExactly("door", "hall");
    assertThat(alerts.get(0).get("endedAt").isNull()).isTrue();
    assertThat(alerts.get(1).get("endedAt").asText()).isEqualTo(NOW.minusSeconds(30).toString());
    assertThat(json(dashboard.get("/api/v1/alerts?camera=hall&rule=sad"))).hasSize(1);
    assertThat(json(dashboard.get("/api/v1/alerts?from=2026-11-01T00:00:00Z"))).hasSize(3);
    assertThat(json(dashboard.get("/api/v1/alerts?rule=other"))).isEmpty();
  }

  private HttpResponse<String> post(String path, String body) {
    return dashboard.send(
        dashboard.request(path).POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private HttpResponse<String> put(String id, String body) {
    return dashboard.send(
        dashboard.request(RULES + "/" + id).PUT(BodyPublishers.ofString(body.replace('\'', '"'))));
  }
}
