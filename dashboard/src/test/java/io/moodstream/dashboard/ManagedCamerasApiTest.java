package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagedCamerasApiTest extends ManagedCamerasFixture {
  @Test
  void shouldAddACameraAndNeverShowItsPassword() {
    HttpResponse<String> added = post(CAMERAS, NEW);

    api.assertDescribed("post", CAMERAS, 201, added);
    assertThat(added.headers().firstValue("Location")).contains(CAMERAS + "/hall");
    StoredCamera stored = dashboard.configs.get(HALL);
    assertThat(stored.settings().source().secretText())
        .isEqualTo("rtsp://ada:geheim@10.0.0.7/live?key=abc");
    assertThat(stored.machine()).isEqualTo("main");
    assertThat(stored.changedAt()).isEqualTo(NOW);
    HttpResponse<String> list = dashboard.get(CAMERAS);
    api.assertDescribed("get", CAMERAS, 200, list);
    assertThat(json(list).get(0)).isEqualTo(json(added));
    JsonNode camera = json(added);
    assertThat(camera.get("name").asText()).isEqualTo("Große Halle");
    assertThat(camera.get("source").asText()).isEqualTo("rtsp://10.0.0.7/live?...");
    assertThat(camera.get("state").asText()).isEqualTo("lost");
    assertThat(camera.get("reason").asText())
        .isEqualTo("camera machine 'main' has not reported it yet");
    assertThat(camera.get("group").asText()).isEqualTo("floor");
    assertThat(camera.get("rate").asDouble()).isEqualTo(10);
    assertThat(camera.get("origin").asText()).isEqualTo("api");
    assertThat(camera.get("masks").toString()).isEqualTo("[[[0.0,0.0],[0.5,0.0],[0.5,1.0]]]");
    assertThat(list.body() + dashboard.audit).doesNotContain("geheim", "ada:", "abc");
    assertThat(dashboard.audit)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo(AuditEntry.Action.CAMERA_CHANGED);
              assertThat(entry.reason())
                  .isEqualTo("camera hall added: rtsp://10.0.0.7/live?... on main");
              assertThat(entry.by()).isEqualTo("dashboard 127.0.0.1");
            });
  }

  @Test
  void shouldChangeOnlyWhatIsGiven() {
    post(CAMERAS, NEW);

    HttpResponse<String> changed = patch("hall", "{'name':'大厅','rate':null,'masks':[]}");

    api.assertDescribed("patch", ONE, 200, changed);
    CameraSettings settings = dashboard.configs.get(HALL).settings();
    assertThat(settings.label())
        .isEqualTo(new CameraLabel("大厅", Optional.of(new CameraId("floor")), "queue"));
    assertThat(settings.framesPerSecond()).isEmpty();
    assertThat(settings.masks()).isEmpty();
    assertThat(settings.source().secretText()).contains("ada:geheim@");
    assertThat(lastReason())
        .isEqualTo("camera hall changed: name, group or purpose, rate, masks (0)");
  }

  @Test
  void shouldKeepThePasswordWhenTheSourceComesBackAsItIsShown() {
    post(CAMERAS, NEW);

    patch("hall", "{'source':'rtsp://10.0.0.7/live?...','name':'x'}");
    assertThat(dashboard.configs.get(HALL).settings().source().secretText()).contains("geheim");

    patch("hall", "{'source':'rtsp://10.0.0.8/live','machine':'pi'}");
    assertThat(dashboard.configs.get(HALL).settings().source().secretText())
        .isEqualTo("rtsp://10.0.0.8/live");
    assertThat(lastReason())
        .isEqualTo("camera hall changed: source rtsp://10.0.0.8/live, machine pi");
  }

  @Test
  void shouldPauseACameraAndLetItGoOn() {
    post(CAMERAS, NEW);

    assertThat(json(patch("hall", "{'paused':true}")).get("paused").asBoolean()).isTrue();
    assertThat(lastReason()).isEqualTo("camera hall paused");
    assertThat(json(dashboard.get(CAMERAS)).get(0).get("state").asText())
        .as("before its machine reports")
        .isEqualTo("paused");
    report(State.PAUSED, "", Origin.API);
    assertThat(json(dashboard.get(CAMERAS)).get(0).get("state").asText()).isEqualTo("paused");
    assertThat(dashboard.view.health().isReady()).isTrue();
    assertThat(dashboard.get("/metrics").body().lines())
        .contains(
            "moodstream_camera_state{camera=\"hall\",state=\"paused\"} 1.0",
            "moodstream_camera_state{camera=\"hall\",state=\"lost\"} 0.0");

    patch("hall", "{'paused':false}");
    assertThat(dashboard.configs.get(HALL).settings().paused()).isFalse();
    assertThat(lastReason()).isEqualTo("camera hall resumed");
  }

  @Test
  void shouldNotWriteAChangeThatIsNone() {
    post(CAMERAS, NEW);

    assertThat(patch("hall", "{'name':'Große Halle'}").statusCode()).isEqualTo(200);
    assertThat(dashboard.audit).hasSize(1);
  }

  @Test
  void shouldRemoveACameraThatRuns() {
    post(CAMERAS, NEW);
    report(State.RUNNING, "", Origin.API);

    HttpResponse<String> removed = dashboard.send(dashboard.request(CAMERAS + "/hall").DELETE());

    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(dashboard.configs).isEmpty();
    assertThat(dashboard.get(CAMERAS).body()).isEqualTo("[]");
    assertThat(lastReason()).isEqualTo("camera hall removed");

    // A frame that was on its way.
    dashboard.view.onExpressions(Samples.frame(HALL, 1, NOW.minusSeconds(1)));
    assertThat(dashboard.get(CAMERAS).body()).isEqualTo("[]");
    api.assertDescribed("patch", ONE, 404, patch("hall", "{'paused':true}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'source':'webcam:0'} | 422 | id",
        "{'id':'große halle','source':'webcam:0'} | 422 | id",
        "{'id':'a'} | 422 | source",
        "{'id':'a','source':'webcam:x'} | 422 | source",
        "{'id':'a','source':'/etc/passwd'} | 422 | source",
        "{'id':'a','source':'dir:/home'} | 422 | source",
        "{'id':'a','source':'webcam:0','rate':0} | 422 | rate",
        "{'id':'a','source':'webcam:0','masks':[[[0,0],[1,1]]]} | 422 | masks[0]",
        "{'id':'a','source':'webcam:0','machine':'a b'} | 422 | machine",
        "{'id':'a','source':'webcam:0','name':'a\\nb'} | 422 | name",
        "{'id':'a','source':'webcam:0','colour':'blue'} | 422 | colour",
        "[] | 400 | JSON object",
        "{ | 400 | not JSON"
      })
  void shouldNameTheFieldThatIsWrong(String body, int status, String field) {
    HttpResponse<String> answer = post(CAMERAS, body);

    api.assertDescribed("post", CAMERAS, status, answer);
    assertThat(json(answer).get("detail").asText()).contains(field);
    assertThat(dashboard.configs).isEmpty();
    assertThat(dashboard.audit).isEmpty();
  }

  @Test
  void shouldNotTakeAnIdTwice() {
    report(State.RUNNING, "", Origin.UNKNOWN);
    api.assertDescribed("post", CAMERAS, 409, post(CAMERAS, NEW));

    post(CAMERAS, NEW.replace("'hall'", "'door'"));
    api.assertDescribed("post", CAMERAS, 409, post(CAMERAS, NEW.replace("'hall'", "'door'")));
  }

  @Test
  void shouldLeaveACameraOfTheFileToTheFile() {
    report(State.RUNNING, "", Origin.FILE);

    HttpResponse<String> answer = patch("hall", "{'paused':true}");

    api.assertDescribed("patch", ONE, 409, answer);
    assertThat(json(answer).get("detail").asText())
        .isEqualTo("camera 'hall' is of cameras.yaml on machine 'pi': change it there");
    JsonNode camera = json(dashboard.get(CAMERAS)).get(0);
    assertThat(camera.get("name").asText()).isEqualTo("Halle");
    assertThat(camera.get("machine").asText()).isEqualTo("pi");
    assertThat(camera.get("origin").asText()).isEqualTo("file");
    assertThat(dashboard.send(dashboard.request(CAMERAS + "/hall").DELETE()).statusCode())
        .isEqualTo(409);
  }

  @Test
  void shouldNameAFrozenCamera() {
    report(State.FROZEN, "the picture has not changed for 60 s", Origin.FILE);
    dashboard.view.onExpressions(Samples.frame(HALL, 1, NOW));

    JsonNode camera = json(dashboard.get(CAMERAS)).get(0);

    assertThat(camera.get("state").asText()).isEqualTo("frozen");
    assertThat(camera.get("reason").asText()).isEqualTo("the picture has not changed for 60 s");
    assertThat(dashboard.view.health().checks().get(0).detail())
        .isEqualTo("hall: the picture has not changed for 60 s");
  }

  private void report(State state, String reason, Origin origin) {
    dashboard.view.onStatus(
        new CameraStatus(
            HALL,
            "webcam:0",
            state,
            reason,
            false,
            NOW,
            new CameraLabel("Halle", Optional.empty(), ""),
            new CameraOwner("pi", origin)));
  }
}
