package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.dashboard.access.Sessions;
import io.moodstream.dashboard.oidc.ClaimMapping;
import io.moodstream.dashboard.oidc.CraftedProvider;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sign-in with an OpenID Connect provider, and attacks on it. */
class OidcSignInTest extends OidcFixture {
  @Test
  void shouldSignInWithARealProvider() throws IOException {
    try (MockedServer real = new MockedServer();
        RunningDashboard shown = with(real.issuer(), ClaimMapping.defaults())) {
      // given
      HttpResponse<String> begun = shown.get("/sign-in/oidc?to=/history");
      URI answer = real.signIn(location(begun));

      // when
      HttpResponse<String> back =
          shown.get(answer.getRawPath() + "?" + answer.getRawQuery(), "Cookie", cookie(begun));

      // then
      assertThat(location(back)).hasToString("/history");
      JsonNode caller = json(shown.get("/api/v1/session", "Cookie", cookie(back)));
      assertThat(caller.get("name").asText()).isEqualTo("anna (localhost)");
      assertThat(caller.get("rights")).extracting(JsonNode::asText).containsExactly("view");
    }
  }

  @Test
  void shouldNoteWhoHasSignedIn() {
    signIn(dashboard);

    assertThat(dashboard.audit)
        .filteredOn(entry -> entry.action() == Action.SIGNED_IN)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.by()).isEqualTo("anna (localhost), dashboard 127.0.0.1");
              assertThat(entry.reason())
                  .isEqualTo("[viewer], with %s as 1234".formatted(provider.issuer()));
            });
  }

  @ParameterizedTest
  @CsvSource({"error=access_denied, denied", "x=1, not-verified"})
  void shouldReportWhatTheProviderAnswers(String answer, String reason) {
    HttpResponse<String> begun = dashboard.get("/sign-in/oidc");
    String state = location(begun).getRawQuery().replaceAll(".*\\bstate=([^&]+).*", "$1");

    assertRefused(comeBack(answer + "&state=" + state, cookie(begun)), reason);
  }

  @Test
  void shouldLetNobodyInWithoutARole() {
    provider.shape(
        (claims, key) -> CraftedProvider.signed(claims.claim("roles", List.of("staff")), key));
    HttpResponse<String> begun = dashboard.get("/sign-in/oidc");

    assertRefused(comeBack(provider.signIn(location(begun)), cookie(begun)), "no-role");
  }

  @Test
  void shouldShowTheCamerasOfTheClaim() {
    // given
    provider.shape(
        (claims, key) -> CraftedProvider.signed(claims.claim("cameras", List.of("hall")), key));
    var mapping = new ClaimMapping("name", "roles", Map.of(), Optional.of("cameras"));
    try (RunningDashboard shown = with(provider.issuer(), mapping)) {
      shown.view.onStatus(status(HALL, true, NOW));
      shown.view.onStatus(status(DOOR, true, NOW));

      // when
      String session = signIn(shown);

      // then
      assertThat(json(shown.get("/api/v1/cameras", "Cookie", session)))
          .extracting(camera -> camera.get("id").asText())
          .containsExactly("hall");
      assertThat(shown.get("/api/v1/cameras/door/picture", "Cookie", session).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void shouldEndASessionLikeAnyOther() {
    // given a session that is idle, and one that is revoked
    String idle = signIn(dashboard);
    dashboard.clock.forward(Sessions.IDLE);
    assertThat(statusOf(idle)).isEqualTo(401);
    provider.shape(
        (claims, key) ->
            CraftedProvider.signed(claims.claim("roles", List.of("privacy-officer")), key));
    String revoked = signIn(dashboard);
    JsonNode sessions = json(dashboard.get("/api/v1/sessions", "Cookie", revoked));

    // when
    dashboard.send(
        dashboard
            .request("/api/v1/sessions/" + sessions.get(0).get("id").asText())
            .header("Cookie", revoked)
            .DELETE());

    // then
    assertThat(statusOf(revoked)).isEqualTo(401);
  }

  @Test
  void shouldLeadToTheProvidersSignOut() {
    String session = signIn(dashboard);

    HttpResponse<String> ended =
        dashboard.send(dashboard.request("/api/v1/session").header("Cookie", session).DELETE());

    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(json(ended).get("continueAt").asText())
        .startsWith(provider.issuer() + "/end?")
        .contains("client_id=moodstream")
        .contains("post_logout_redirect_uri=");
    assertThat(statusOf(session)).isEqualTo(401);
  }

  @Test
  void shouldRunWhileTheProviderIsAway() throws IOException {
    int port = freePort();
    try (RunningDashboard shown =
        with(URI.create("http://localhost:" + port), ClaimMapping.defaults())) {
      assertThat(shown.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(location(shown.get("/sign-in/oidc"))).hasToString("/sign-in#unavailable");

      try (CraftedProvider late = new CraftedProvider(port)) {
        await()
            .untilAsserted(
                () ->
                    assertThat(location(shown.get("/sign-in/oidc")).toString())
                        .startsWith(late.issuer() + "/authorize?"));
      }
    }
  }

  @Test
  void shouldOfferTheProvider() {
    JsonNode caller = json(dashboard.get("/api/v1/session"));

    assertThat(caller.get("ways")).extracting(JsonNode::asText).containsExactly("oidc");
    assertThat(caller.get("provider").asText()).isEqualTo("localhost");
    assertThat(dashboard.get("/sign-in").body()).contains("data-testid=\"way-oidc\"");
    assertThat(dashboard.get("/").statusCode()).isEqualTo(401);
  }

  private int statusOf(String session) {
    return dashboard.get("/api/v1/cameras", "Cookie", session).statusCode();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
