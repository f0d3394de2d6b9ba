package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.dashboard.access.Sessions;
import io.moodstream.dashboard.users.Role;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, roles, cameras of a user, sessions and their end, and what is noted of it. */
class SignInApiTest extends SignInFixture {
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

  private HttpResponse<String> bearer(String token) {
    return dashboard.get("/api/v1/cameras", "Authorization", "Bearer " + token);
  }
}
