package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.models.AuditEntry;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Sources that are tried before they are saved. */
class CameraTrialApiTest extends ManagedCamerasFixture {
  @Test
  void shouldShowASourceBeforeItIsSavedAndKeepNothing() {
    HttpResponse<String> answer =
        post(CAMERAS + "/test", "{'source':'http://ada:geheim@10.0.0.7/video'}");

    api.assertDescribed("post", CAMERAS + "/test", 200, answer);
    JsonNode trial = json(answer);
    assertThat(trial.get("width").asInt()).isEqualTo(640);
    assertThat(trial.get("faces").get(0).get("x").asInt()).isEqualTo(200);
    assertThat(trial.get("picture").asText()).startsWith("/9j/");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(dashboard.configs).isEmpty();
    assertThat(dashboard.audit)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo(AuditEntry.Action.PICTURES_VIEWED);
              assertThat(entry.reason()).isEqualTo("source http://10.0.0.7/video tried");
            });
  }

  @Test
  void shouldTryTheSourceOfACameraWithItsPasswordAndOtherMasks() {
    post(CAMERAS, NEW);

    HttpResponse<String> answer =
        post(CAMERAS + "/test", "{'camera':'hall','source':'rtsp://10.0.0.7/live?...','masks':[]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    CameraSettings tried = dashboard.trials.tried.get(0);
    assertThat(tried.source().secretText()).contains("geheim");
    assertThat(tried.masks()).isEmpty();
    api.assertDescribed(
        "post", CAMERAS + "/test", 404, post(CAMERAS + "/test", "{'camera':'door'}"));
  }

  @Test
  void shouldGiveTheReasonWhyASourceShowsNothing() {
    HttpResponse<String> silent = post(CAMERAS + "/test", "{'source':'http://10.0.0.7:1/video'}");
    api.assertDescribed("post", CAMERAS + "/test", 422, silent);
    assertThat(json(silent).get("detail").asText()).isEqualTo("source: no picture within 15 s");

    HttpResponse<String> file = post(CAMERAS + "/test", "{'source':'/etc/passwd'}");
    assertThat(file.statusCode()).isEqualTo(422);
    HttpResponse<String> elsewhere =
        post(CAMERAS + "/test", "{'source':'webcam:0','machine':'pi'}");
    api.assertDescribed("post", CAMERAS + "/test", 409, elsewhere);
    assertThat(dashboard.trials.tried).hasSize(1);
  }

  @Test
  void shouldListTheWebcamsAndWhoUsesThem() {
    HttpResponse<String> answer = dashboard.get(CAMERAS + "/webcams");

    api.assertDescribed("get", CAMERAS + "/webcams", 200, answer);
    assertThat(answer.body())
        .isEqualTo(
            ("{'machine':'main','webcams':["
                    + "{'source':'webcam:0','name':'Integrated Camera','usedBy':'hall'},"
                    + "{'source':'webcam:1','name':'USB Camera','usedBy':null}]}")
                .replace('\'', '"'));
  }
}
