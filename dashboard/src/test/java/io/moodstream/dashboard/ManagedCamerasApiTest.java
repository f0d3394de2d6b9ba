package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagedCamerasApiTest {
  private static final String CAMERAS = "/api/v1/cameras";
  private static final String ONE = CAMERAS + "/{id}";
  private static final String NEW =
      "{'id':'hall','name':'Große Halle','source':'rtsp://ada:geheim@10.0.0.7/live?key=abc',"
          + "'group':'floor','rate':10,'purpose':'queue',"
          + "'masks':[[[0,0],[0.5,0],[0.5,1]]]}";

  private final RunningDashboard dashboard = RunningDashboard.open();
  private final ApiDescription api = ApiDescription.of(dashboard);

  @AfterEach
  void close() {
    dashboard.close();
  }

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
  void shouldRefuseAPurposeThatTheLawProhibits() {
    HttpResponse<String> answer =
        post(CAMERAS, "{'id':'desk','source':'webcam:0','purposeCode':'workplace'}");

    api.assertDescribed("post", CAMERAS, 422, answer);
    JsonNode problem = json(answer);
    assertThat(problem.get("type").asText()).isEqualTo("urn:moodstream:problem:prohibited-purpose");
    assertThat(problem.get("parameter").asText()).isEqualTo("purposeCode");
    assertThat(problem.get("detail").asText())
        .startsWith("purposeCode: 'workplace' is refused (prohibited-purpose): ")
        .contains("Regulation (EU) 2024/1689, Article 5(1)(f)");
    assertThat(dashboard.configs).isEmpty();
    assertThat(dashboard.audit).isEmpty();

    post(CAMERAS, NEW);
    HttpResponse<String> changed = patch("hall", "{'purposeCode':'education'}");
    api.assertDescribed("patch", ONE, 422, changed);
    assertThat(json(changed).get("type").asText()).endsWith("prohibited-purpose");
  }

  @Test
  void shouldWriteAClaimedExceptionToTheAuditOnce() {
    String reason = "Tired crane drivers endanger the people below them.";

    HttpResponse<String> added =
        post(
            CAMERAS,
            "{'id':'crane','source':'webcam:0','purposeCode':'workplace','exception':'safety',"
                + "'legalBasis':'vital-interests','exceptionReason':'%s'}".formatted(reason));

    api.assertDescribed("post", CAMERAS, 201, added);
    assertThat(json(added).get("exception").asText()).isEqualTo("safety");
    assertThat(json(added).get("exceptionReason").asText()).isEqualTo(reason);
    AuditEntry claim = dashboard.audit.get(1);
    assertThat(claim.action()).isEqualTo(AuditEntry.Action.EXCEPTION_CLAIMED);
    assertThat(claim.by()).isEqualTo("dashboard 127.0.0.1");
    assertThat(claim.at()).isEqualTo(NOW);
    assertThat(claim.reason())
        .isEqualTo(
            "camera crane: safety exception of Article 5(1)(f) of Regulation (EU) 2024/1689 claimed: "
                + reason);
    assertThat(claim.concerns(new CameraId("crane"))).as("goes with an erasure").isFalse();

    patch("crane", "{'name':'Crane'}");
    assertThat(dashboard.audit).hasSize(3);
    patch("crane", "{'exceptionReason':'%s It has happened.'}".formatted(reason));
    assertThat(dashboard.audit).hasSize(5);
    patch("crane", "{'purposeCode':'safety','exception':null,'exceptionReason':null}");
    assertThat(lastReason())
        .isEqualTo("camera crane changed: use safety on the basis of vital-interests");
  }

  @Test
  void shouldWriteTheClaimOfAFileToTheAuditOnce() {
    var claim =
        new ExceptionClaim(
            ExceptionClaim.Kind.MEDICAL, "Nurses watch for pain in patients who cannot speak.");
    var use =
        new DeclaredUse(Optional.of(CameraPurpose.WORKPLACE), Optional.empty(), Optional.of(claim));
    var status =
        new CameraStatus(
            HALL,
            "webcam:0",
            State.RUNNING,
            "",
            false,
            NOW,
            new CameraLabel("Ward", Optional.empty(), "", use),
            new CameraOwner("pi", Origin.FILE));

    dashboard.view.onStatus(status);
    dashboard.view.onStatus(status);

    assertThat(dashboard.audit)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo(AuditEntry.Action.EXCEPTION_CLAIMED);
              assertThat(entry.by()).isEqualTo("file on pi");
              assertThat(entry.reason()).isEqualTo("camera hall: " + claim);
            });
    JsonNode camera = json(dashboard.get(CAMERAS)).get(0);
    assertThat(camera.get("purposeCode").asText()).isEqualTo("workplace");
    assertThat(camera.get("legalBasis").isNull()).isTrue();
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

  private String lastReason() {
    return dashboard.audit.get(dashboard.audit.size() - 1).reason();
  }

  private HttpResponse<String> post(String path, String body) {
    return dashboard.send(
        dashboard.request(path).POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private HttpResponse<String> patch(String id, String body) {
    return dashboard.send(
        dashboard
            .request(CAMERAS + "/" + id)
            .method("PATCH", BodyPublishers.ofString(body.replace('\'', '"'))));
  }
}
