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
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.dashboard.access.Sessions;
import io.moodstream.dashboard.users.PasswordHash;
import io.moodstream.dashboard.users.Role;
import io.moodstream.dashboard.users.User;
import io.moodstream.dashboard.users.Users;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.models.ModelAlias;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, roles, cameras of a user, sessions and their end, and what is noted of it. */
class SignInApiTest {
  private static final String PASSWORD = "correct horse";
  private static final PasswordHash HASH = PasswordHash.of(PASSWORD, 100_000);

  @TempDir private Path folder;
  private Path file;
  private RunningDashboard dashboard;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("users.yaml");
    write(
        user("vera", Role.VIEWER),
        user("ana", Role.ANALYST),
        user("otto", Role.OPERATOR),
        user("mia", Role.MODEL_ENGINEER),
        user("paul", Role.PRIVACY_OFFICER),
        new User("hal", HASH, Set.of(Role.ANALYST, Role.OPERATOR), Optional.of(Set.of(HALL))));
    var settings =
        RunningDashboard.settings(Optional.of("long-token"))
            .withWeb(web -> web.withUsers(Users.of(file)));
    dashboard = RunningDashboard.with(settings, (cameras, step, from, to) -> List.of());
    dashboard.view.onStatus(status(HALL, true, NOW));
    dashboard.view.onStatus(status(DOOR, true, NOW));
    dashboard.view.onPicture(HALL, frameId(1), jpeg("hall"));
    dashboard.view.onPicture(DOOR, frameId(1), jpeg("door"));
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldSignInWithNameAndPassword() {
    assertThat(dashboard.get("/api/v1/cameras").statusCode()).isEqualTo(401);

    String cookie = signIn("vera");

    JsonNode caller = json(dashboard.get("/api/v1/session", "Cookie", cookie));
    assertThat(caller.get("name").asText()).isEqualTo("vera");
    assertThat(dashboard.get("/api/v1/cameras", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(dashboard.audit)
        .extracting(AuditEntry::by, AuditEntry::action)
        .containsExactly(tuple("vera, dashboard 127.0.0.1", Action.SIGNED_IN));
  }

  @ParameterizedTest
  @CsvSource({"vera, wrong horse", "unknown, correct horse", "vera, Correct horse"})
  void shouldRefuseAWrongNameOrPasswordInTheSameWords(String name, String password) {
    HttpResponse<String> answer = post(name, password);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).get("detail").asText()).isEqualTo("the name or the password is wrong");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(dashboard.audit)
        .extracting(AuditEntry::action)
        .containsExactly(Action.SIGN_IN_REFUSED);
  }

  @Test
  void shouldSlowDownGuessing() {
    for (int guess = 0; guess < 5; guess++) {
      assertThat(post("vera", "guess number " + guess).statusCode()).isEqualTo(401);
    }

    HttpResponse<String> sixth = post("vera", PASSWORD);
    assertThat(sixth.statusCode()).isEqualTo(429);
    assertThat(sixth.headers().firstValue("Retry-After")).isPresent();

    dashboard.clock.forward(Duration.ofSeconds(2));
    assertThat(post("vera", PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  void shouldSlowDownGuessingOfTheToken() {
    for (int guess = 0; guess < 5; guess++) {
      assertThat(bearer("guess-" + guess).statusCode()).isEqualTo(401);
    }

    assertThat(bearer("long-token").statusCode()).isEqualTo(429);
    dashboard.clock.forward(Duration.ofSeconds(2));
    assertThat(bearer("long-token").statusCode()).isEqualTo(200);
  }

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
  void shouldEndASessionThatIsIdleOrRevoked() {
    String idle = signIn("vera");
    dashboard.clock.forward(Sessions.IDLE);
    assertThat(get("/api/v1/cameras", idle)).isEqualTo(401);

    String vera = signIn("vera");
    String paul = signIn("paul");
    JsonNode sessions = json(dashboard.get("/api/v1/sessions", "Cookie", paul));
    String id =
        sessions.findParents("name").stream()
            .filter(session -> session.get("name").asText().equals("vera"))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asText();
    var revoke = dashboard.request("/api/v1/sessions/" + id).header("Cookie", paul).DELETE();
    assertThat(dashboard.send(revoke).statusCode()).isEqualTo(204);

    assertThat(get("/api/v1/cameras", vera)).isEqualTo(401);
    assertThat(dashboard.audit).extracting(AuditEntry::action).contains(Action.SESSION_REVOKED);
  }

  @Test
  void shouldEndASessionAtSignOut() {
    String cookie = signIn("vera");

    dashboard.send(dashboard.request("/api/v1/session").header("Cookie", cookie).DELETE());

    assertThat(get("/api/v1/cameras", cookie)).isEqualTo(401);
  }

  @Test
  void shouldEndTheSessionOfAUserWhoIsRemoved() throws IOException {
    String vera = signIn("vera");
    String ana = signIn("ana");

    write(user("ana", Role.ANALYST));

    Awaitility.await().untilAsserted(() -> assertThat(get("/api/v1/cameras", vera)).isEqualTo(401));
    assertThat(get("/api/v1/cameras", ana)).isEqualTo(200);
  }

  @Test
  void shouldKeepItsUsersWhenTheFileIsBroken() throws IOException {
    String vera = signIn("vera");

    Files.writeString(file, "users: [{name: vera");

    assertThat(get("/api/v1/cameras", vera)).isEqualTo(200);
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

  @Test
  void shouldTakeAWrongTokenOutOfTheAddress() {
    HttpResponse<String> answer = dashboard.get("/models?token=wrong-token&x=1");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/models?x=1#wrong-token");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void shouldGiveEachSignInACookieOfItsOwn() {
    String first = cookie(dashboard.get("/?token=long-token"));
    String second = cookie(dashboard.get("/?token=long-token"));

    assertThat(first).isNotEqualTo(second);
    assertThat(get("/api/v1/cameras", first)).isEqualTo(200);
  }

  private List<String> viewings() {
    return dashboard.audit.stream()
        .filter(entry -> entry.action() == Action.PICTURES_VIEWED)
        .map(entry -> entry.by() + ": " + entry.reason())
        .toList();
  }

  private int get(String path, String cookie) {
    return dashboard.get(path, "Cookie", cookie).statusCode();
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

  private int manage(String method, String path, String body, String cookie) {
    return dashboard
        .send(
            dashboard
                .request("/api/v1/cameras" + path)
                .header("Cookie", cookie)
                .method(method, BodyPublishers.ofString(body)))
        .statusCode();
  }

  private HttpResponse<String> bearer(String token) {
    return dashboard.get("/api/v1/cameras", "Authorization", "Bearer " + token);
  }

  private String signIn(String name) {
    HttpResponse<String> answer = post(name, PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return cookie(answer);
  }

  private HttpResponse<String> post(String name, String password) {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password);
    return dashboard.send(dashboard.request("/api/v1/session").POST(BodyPublishers.ofString(body)));
  }

  private static String cookie(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static User user(String name, Role role) {
    return new User(name, HASH, Set.of(role), Optional.<Set<CameraId>>empty());
  }

  private void write(User... users) throws IOException {
    Files.writeString(file, Users.write(List.of(users)));
  }
}
