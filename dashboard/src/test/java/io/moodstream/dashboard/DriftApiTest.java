package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriftApiTest {
  private static final String DRIFT = "/api/v1/drift";
  private static final String REFERENCE = "/api/v1/cameras/{id}/reference";

  private RunningDashboard dashboard = RunningDashboard.open();

  @BeforeEach
  void show() {
    dashboard.view.onStatus(status(HALL, false, NOW));
    dashboard.view.onStatus(status(DOOR, false, NOW));
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldShowTheDriftOfEachCameraAsDescribed() {
    dashboard.view.drift().onDrift(HALL, Optional.of(DriftSamples.darker(HALL, 0)));

    HttpResponse<String> answer = dashboard.get(DRIFT);

    ApiDescription.of(dashboard).assertDescribed("get", DRIFT, 200, answer);
    JsonNode hall = json(answer).get(1);
    assertThat(json(answer).get(0).get("reason").asText())
        .isEqualTo("no hour with faces is over yet");
    assertThat(hall.get("camera").asText()).isEqualTo("hall");
    assertThat(hall.get("state").asText()).isEqualTo("compared");
    assertThat(hall.get("level").asText()).isEqualTo("large");
    assertThat(hall.get("psi").asDouble()).isEqualTo(.412);
    assertThat(hall.at("/features/1/feature").asText()).isEqualTo("brightness");
    assertThat(hall.at("/features/1/bins")).hasSize(10);
    assertThat(hall.at("/reference/independentFaces").asInt()).isEqualTo(1204);
  }

  @Test
  void shouldStateHowManyFacesAreMissing() {
    dashboard.view.drift().onDrift(HALL, Optional.of(DriftSamples.learning(HALL)));
    dashboard.view.drift().onDrift(DOOR, Optional.of(DriftSamples.waiting(DOOR)));

    JsonNode answer = json(dashboard.get(DRIFT + "?camera=hall&camera=door"));

    assertThat(answer.get(0).get("reason").asText()).isEqualTo("not enough faces yet (61 of 100)");
    assertThat(answer.get(1).get("reason").asText())
        .isEqualTo("not enough faces for a reference yet (212 of 500)");
    assertThat(answer.get(1).get("psi").isNull()).isTrue();
  }

  @Test
  void shouldRefuseUnknownCameras() {
    ApiDescription api = ApiDescription.of(dashboard);

    api.assertDescribed("get", DRIFT, 404, dashboard.get(DRIFT + "?camera=none"));
    api.assertDescribed("get", DRIFT, 400, dashboard.get(DRIFT + "?x=1"));
    api.assertDescribed("post", REFERENCE, 404, begin("none"));
    assertThat(dashboard.references).isEmpty();
  }

  @Test
  void shouldBeginANewReferenceAndKeepWhoAskedForIt() {
    HttpResponse<String> answer = begin("hall");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(dashboard.references)
        .containsExactly(new ReferenceRequest(HALL, NOW, "dashboard 127.0.0.1"));
    assertThat(dashboard.audit)
        .extracting(AuditEntry::action, AuditEntry::reason)
        .containsExactly(tuple(Action.CAMERA_CHANGED, "camera hall: a new reference begins"));
    assertThat(dashboard.audit.get(0).concerns(HALL)).isTrue();
  }

  @Test
  void shouldBeAGaugeWhileItIsKnown() {
    assertThat(gauges()).isEmpty();
    dashboard.view.drift().onDrift(HALL, Optional.of(DriftSamples.darker(HALL, 0)));

    assertThat(gauges())
        .hasSize(4)
        .contains("moodstream_camera_drift{camera=\"hall\",feature=\"brightness\"} 0.4123");

    dashboard.view.drift().onDrift(HALL, Optional.empty());
    assertThat(gauges()).isEmpty();
  }

  @Test
  void shouldWithholdWhatMayDescribeSmallerGroups() {
    dashboard.close();
    var settings = RunningDashboard.settings(Optional.empty()).withMinimumPeople(3);
    dashboard = RunningDashboard.with(settings, (cameras, step, from, to) -> List.of());
    show();
    dashboard.view.drift().onDrift(HALL, Optional.of(DriftSamples.darker(HALL, 2)));
    dashboard.view.drift().onDrift(DOOR, Optional.of(DriftSamples.darker(DOOR, 3)));

    JsonNode answer = json(dashboard.get(DRIFT));

    assertThat(answer.get(0).get("level").asText()).isEqualTo("large");
    assertThat(answer.get(1).get("level").isNull()).isTrue();
    assertThat(answer.get(1).get("reference").isNull()).isTrue();
    assertThat(gauges()).hasSize(4).allSatisfy(line -> assertThat(line).contains("door"));
  }

  private List<String> gauges() {
    return dashboard
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("moodstream_camera_drift{"))
        .toList();
  }

  private HttpResponse<String> begin(String camera) {
    return dashboard.send(
        dashboard.request(REFERENCE.replace("{id}", camera)).POST(BodyPublishers.noBody()));
  }
}
