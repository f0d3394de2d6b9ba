package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.comparison;
import static io.moodstream.dashboard.Samples.frameId;
import static io.moodstream.dashboard.Samples.jpeg;
import static io.moodstream.dashboard.Samples.named;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.models.ModelAlias;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user may see and do. */
class UserRightsApiTest extends SignInFixture {
  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "vera, GET, /api/v1/summaries, 200",
    "vera, GET, /api/v1/summaries?from=2026-11-30T09:00:00Z&step=1m, 403",
    "ana,  GET, /api/v1/summaries?from=2026-11-30T09:00:00Z&step=1m, 200",
    "vera, DELETE, /api/v1/cameras/hall, 403",
    "otto, DELETE, /api/v1/cameras/hall, 409",
    "otto, GET, /metrics, 200",
    "vera, GET, /metrics, 403",
    "otto, POST, /api/v1/models/rollback, 403",
    "mia,  POST, /api/v1/models/rollback, 409",
    "mia,  POST, /api/v1/trainings, 422",
    "ana,  POST, /api/v1/trainings, 403",
    "mia,  GET, /api/v1/sessions, 403",
    "paul, GET, /api/v1/sessions, 200",
    "paul, DELETE, /api/v1/sessions/none, 404",
    "paul, POST, /api/v1/models/rollback, 403",
  })
  void shouldLetARoleDoItsPart(String name, String method, String path, int status) {
    String cookie = signIn(name);
    var body =
        method.equals("POST")
            ? BodyPublishers.ofString("{\"reason\": \"a test\"}")
            : BodyPublishers.noBody();
    HttpRequest.Builder call =
        dashboard.request(path).header("Cookie", cookie).method(method, body);
    if (path.endsWith("/trainings")) {
      call.method(method, BodyPublishers.ofString("{}"));
    }

    assertThat(dashboard.send(call).statusCode()).isEqualTo(status);
  }

  @Test
  void shouldGiveEveryCallARight() {
    String cookie = signIn("vera");

    for (String call : dashboard.calls()) {
      String method = call.substring(0, call.indexOf(' '));
      String path = call.substring(call.indexOf(' ') + 1).replaceAll("\\{[a-z]+}", "x");
      if (path.equals("/api/v1/live") || call.equals("DELETE /api/v1/session")) {
        continue;
      }
      var answer =
          dashboard.send(
              dashboard
                  .request(path)
                  .header("Cookie", cookie)
                  .method(method, BodyPublishers.ofString("{}")));

      assertThat(answer.body()).as(call).doesNotContain("this call is closed");
      if (!method.equals("GET") && !path.startsWith("/api/v1/session")) {
        assertThat(answer.statusCode()).as(call).isEqualTo(403);
      }
    }
  }

  @Test
  void shouldShowAUserItsCamerasOnly() {
    String cookie = signIn("hal");

    JsonNode cameras = json(dashboard.get("/api/v1/cameras", "Cookie", cookie));
    assertThat(cameras.findValuesAsText("id")).containsExactly("hall");
    assertThat(get("/api/v1/cameras/hall/picture", cookie)).isEqualTo(200);
    assertThat(get("/api/v1/cameras/door/picture", cookie)).isEqualTo(404);
    assertThat(get("/api/v1/summaries?camera=hall", cookie)).isEqualTo(200);
    assertThat(get("/api/v1/summaries?camera=door", cookie)).isEqualTo(404);
    assertThat(get("/api/v1/live?camera=door", cookie)).isEqualTo(404);
    var forget = dashboard.request("/api/v1/cameras/door").header("Cookie", cookie).DELETE();
    assertThat(dashboard.send(forget).statusCode()).isEqualTo(404);
  }

  /** It is over the faces of all cameras. */
  @Test
  void shouldKeepTheComparisonOfModelsFromAUserOfSomeCameras() {
    String hal = signIn("hal");
    dashboard.view.onAlias(ModelAlias.CHAMPION, Optional.of(named(1, NOW)));
    dashboard.view.onAlias(ModelAlias.CHALLENGER, Optional.of(named(2, NOW)));
    var request = dashboard.request("/api/v1/live").header("Cookie", hal).build();
    try (LiveStream stream = LiveStream.of(request)) {
      Awaitility.await()
          .until(() -> dashboard.metrics.get("moodstream.live.clients").gauge().value() == 1);

      dashboard.view.onShadow(comparison(1, 2, Expression.SAD, Expression.FEAR));
      dashboard.view.onExpressions(Samples.frame(HALL, 1, NOW));

      assertThat(stream.next().name()).isEqualTo("frame");
    }
    JsonNode seen = json(dashboard.get("/api/v1/models/shadow", "Cookie", hal));
    assertThat(seen.get("challenger").asInt()).isEqualTo(2);
    assertThat(seen.get("frames").isNull()).isTrue();
    assertThat(seen.get("shares").isNull()).isTrue();
    assertThat(seen.get("suppressed").asBoolean()).isTrue();
    JsonNode all = json(dashboard.get("/api/v1/models/shadow", "Cookie", signIn("vera")));
    assertThat(all.get("faces").asInt()).isEqualTo(1);
  }

  @Test
  void shouldSendAUserTheEventsOfItsCamerasOnly() {
    String cookie = signIn("hal");
    var request = dashboard.request("/api/v1/live").header("Cookie", cookie).build();
    try (LiveStream stream = LiveStream.of(request)) {
      Awaitility.await()
          .until(() -> dashboard.metrics.get("moodstream.live.clients").gauge().value() == 1);

      dashboard.view.onExpressions(Samples.frame(DOOR, 1, NOW));
      dashboard.view.onExpressions(Samples.frame(HALL, 2, NOW));

      assertThat(json(stream.next().data()).get("camera").asText()).isEqualTo("hall");
    }
  }

  @Test
  void shouldNoteWhoLooksAtPicturesOnceAnHour() {
    String cookie = signIn("hal");

    get("/api/v1/cameras/hall/picture", cookie);
    get("/api/v1/cameras/hall/picture", cookie);
    assertThat(viewings()).containsExactly("hal, dashboard 127.0.0.1: camera hall");

    dashboard.clock.forward(Duration.ofHours(1));
    dashboard.view.onPicture(HALL, frameId(2), jpeg("hall"));
    get("/api/v1/cameras/hall/picture", cookie);
    assertThat(viewings()).hasSize(2);
  }

  /** Metrics have gauges of all cameras; a camera's frames carry its id. */
  @Test
  void shouldKeepAnOperatorOfSomeCamerasToThem() {
    String hal = signIn("hal");
    String otto = signIn("otto");

    assertThat(get("/metrics", otto)).isEqualTo(200);
    assertThat(get("/metrics", hal)).isEqualTo(403);
    assertThat(beCamera("hall", hal)).isEqualTo(101);
    assertThat(beCamera("door", hal)).isEqualTo(403);
    assertThat(beCamera("door", otto)).isEqualTo(101);
  }

  @Test
  void shouldLetOperatorsManageCamerasAndThoseOfSomeOnlyTheirs() {
    String vera = signIn("vera");
    String otto = signIn("otto");
    String hal = signIn("hal");
    String camera = "{\"id\": \"%s\", \"source\": \"webcam:7\"}";

    assertThat(manage("POST", "", camera.formatted("new"), vera)).isEqualTo(403);
    assertThat(manage("POST", "/test", "{\"source\": \"webcam:7\"}", vera)).isEqualTo(403);
    assertThat(get("/api/v1/cameras/webcams", vera)).isEqualTo(403);
    dashboard.clock.forward(Duration.ofMinutes(1));
    assertThat(manage("POST", "", camera.formatted("hall"), otto)).isEqualTo(201);
    assertThat(manage("POST", "", camera.formatted("door"), otto)).isEqualTo(201);
    assertThat(manage("PATCH", "/hall", "{\"paused\": true}", vera)).isEqualTo(403);

    assertThat(manage("POST", "", camera.formatted("new"), hal)).isEqualTo(403);
    assertThat(manage("POST", "/test", "{\"source\": \"webcam:7\"}", hal)).isEqualTo(403);
    assertThat(get("/api/v1/cameras/webcams", hal)).isEqualTo(403);
    assertThat(manage("PATCH", "/hall", "{\"source\": \"webcam:1\"}", hal)).isEqualTo(403);
    assertThat(manage("PATCH", "/hall", "{\"machine\": \"pi\"}", hal)).isEqualTo(403);
    assertThat(manage("PATCH", "/door", "{\"paused\": true}", hal)).isEqualTo(404);
    assertThat(manage("DELETE", "/door", "", hal)).isEqualTo(404);
    assertThat(manage("PATCH", "/hall", "{\"paused\": true}", hal)).isEqualTo(200);
    assertThat(dashboard.configs.get(HALL).changedBy()).isEqualTo("hal, dashboard 127.0.0.1");
    assertThat(dashboard.trials.tried).isEmpty();
  }

  /** The status of the handshake. */
  private int beCamera(String id, String cookie) {
    URI uri =
        URI.create("ws://127.0.0.1:%d/api/v1/cameras/%s/frames".formatted(dashboard.port, id));
    try {
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .header("Cookie", cookie)
          .buildAsync(uri, new WebSocket.Listener() {})
          .join()
          .abort();
      return 101;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  private List<String> viewings() {
    return dashboard.audit.stream()
        .filter(entry -> entry.action() == Action.PICTURES_VIEWED)
        .map(entry -> entry.by() + ": " + entry.reason())
        .toList();
  }

  private int manage(String method, String path, String body, String cookie) {
    return dashboard
        .send(
            dashboard
                .request("/api/v1/cameras" + path)
                .header("Cookie", cookie)
                .method(method, BodyPublishers.ofString(body)))
        .statusCode();
  }
}
