package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.moodstream.dashboard.access.Sessions;
import io.moodstream.dashboard.oidc.ClaimMapping;
import io.moodstream.dashboard.oidc.ClientSecret;
import io.moodstream.dashboard.oidc.CraftedProvider;
import io.moodstream.dashboard.oidc.CraftedProvider.TokenShape;
import io.moodstream.dashboard.oidc.OidcSettings;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sign-in with an OpenID Connect provider, and attacks on it. */
class OidcSignInTest {
  private CraftedProvider provider;
  private RunningDashboard dashboard;

  @BeforeEach
  void start() throws IOException {
    provider = new CraftedProvider(0);
    dashboard = with(provider.issuer(), ClaimMapping.defaults());
  }

  @AfterEach
  void close() {
    dashboard.close();
    provider.close();
  }

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

  static Stream<Arguments> forgedTokens() {
    return Stream.of(
        forged(
            "wrong nonce",
            (claims, key) -> CraftedProvider.signed(claims.claim("nonce", "x"), key)),
        forged(
            "no nonce", (claims, key) -> CraftedProvider.signed(claims.claim("nonce", null), key)),
        forged(
            "foreign issuer",
            (claims, key) -> CraftedProvider.signed(claims.issuer("https://evil.example"), key)),
        forged(
            "for another client",
            (claims, key) -> CraftedProvider.signed(claims.audience("other"), key)),
        forged(
            "expired",
            (claims, key) ->
                CraftedProvider.signed(
                    claims.expirationTime(Date.from(Instant.now().minusSeconds(120))), key)),
        forged(
            "no expiry", (claims, key) -> CraftedProvider.signed(claims.expirationTime(null), key)),
        forged("alg=none", (claims, key) -> new PlainJWT(claims.build())),
        forged(
            "a foreign key",
            (claims, key) -> CraftedProvider.signed(claims, CraftedProvider.newKey())),
        forged(
            "the public key as an HMAC secret",
            (claims, key) -> {
              var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
              jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
              return jwt;
            }));
  }

  private static Arguments forged(String name, TokenShape shape) {
    return Arguments.of(name, shape);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgedTokens")
  void shouldRefuseAForgedToken(String name, TokenShape shape) {
    // given
    provider.shape(shape);
    HttpResponse<String> begun = dashboard.get("/sign-in/oidc");
    String answer = provider.signIn(location(begun));

    // when
    HttpResponse<String> back = comeBack(answer, cookie(begun));

    // then
    assertRefused(back, "not-verified");
    assertThat(dashboard.audit).extracting("action").containsExactly(Action.SIGN_IN_REFUSED);
  }

  @Test
  void shouldRefuseTheStateOfAnotherSignIn() {
    HttpResponse<String> victims = dashboard.get("/sign-in/oidc");
    String attackers = provider.signIn(location(dashboard.get("/sign-in/oidc")));

    assertRefused(comeBack(attackers, cookie(victims)), "expired");
  }

  @Test
  void shouldRefuseABrowserThatDidNotBegin() {
    String answer = provider.signIn(location(dashboard.get("/sign-in/oidc")));

    assertRefused(dashboard.get("/sign-in/callback?" + answer), "expired");
  }

  @Test
  void shouldRefuseASignInThatTookTooLong() {
    HttpResponse<String> begun = dashboard.get("/sign-in/oidc");
    String answer = provider.signIn(location(begun));
    dashboard.clock.forward(Duration.ofMinutes(10));

    assertRefused(comeBack(answer, cookie(begun)), "expired");
  }

  /** The victim's code, in the attacker's browser: PKCE binds it to the victim's. */
  @Test
  void shouldRefuseAStolenCode() {
    provider.signIn(location(dashboard.get("/sign-in/oidc")));
    HttpResponse<String> attackers = dashboard.get("/sign-in/oidc");
    String state = location(attackers).getRawQuery().replaceAll(".*\\bstate=([^&]+).*", "$1");

    assertRefused(comeBack("code=c&state=" + state, cookie(attackers)), "not-verified");
  }

  @Test
  void shouldRefuseTheAnswerOfAnotherProvider() {
    HttpResponse<String> begun = dashboard.get("/sign-in/oidc");
    String answer = provider.signIn(location(begun)) + "&iss=https%3A%2F%2Fevil.example";

    assertRefused(comeBack(answer, cookie(begun)), "not-verified");
  }

  @ParameterizedTest
  @CsvSource({"error=access_denied, denied", "x=1, not-verified"})
  void shouldReportWhatTheProviderAnswers(String answer, String reason) {
    HttpResponse<String> begun = dashboard.get("/sign-in/oidc");
    String state = location(begun).getRawQuery().replaceAll(".*\\bstate=([^&]+).*", "$1");

    assertRefused(comeBack(answer + "&state=" + state, cookie(begun)), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "/history?step=1m, /history?step=1m",
    "/models, /models",
    "//evil.example, /",
    "/%5Cevil.example, /",
    "/%09/evil.example, /",
    "/%0d%0aSet-Cookie:a=b, /",
    "https://evil.example, /",
    "javascript:alert(1), /",
    "evil.example, /",
    "/sign-in/oidc, /"
  })
  void shouldOpenOwnPagesOnly(String asked, String opened) {
    HttpResponse<String> begun = dashboard.get("/sign-in/oidc?to=" + asked.replace("?", "%3F"));
    String answer = provider.signIn(location(begun));

    assertThat(location(comeBack(answer, cookie(begun)))).hasToString(opened);
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

  private void assertRefused(HttpResponse<String> back, String reason) {
    assertThat(location(back)).hasToString("/sign-in#" + reason);
    assertThat(back.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("moodstream-access"));
  }

  private int statusOf(String session) {
    return dashboard.get("/api/v1/cameras", "Cookie", session).statusCode();
  }

  private String signIn(RunningDashboard shown) {
    HttpResponse<String> begun = shown.get("/sign-in/oidc");
    String answer = provider.signIn(location(begun));
    return cookie(shown.get("/sign-in/callback?" + answer, "Cookie", cookie(begun)));
  }

  private HttpResponse<String> comeBack(String answer, String cookie) {
    return dashboard.get("/sign-in/callback?" + answer, "Cookie", cookie);
  }

  private static RunningDashboard with(URI issuer, ClaimMapping claims) {
    var oidc =
        new OidcSettings(
            issuer,
            CraftedProvider.CLIENT,
            Optional.of(new ClientSecret("secret")),
            List.of("profile"),
            claims);
    return RunningDashboard.with(
        RunningDashboard.settings(Optional.empty()).withWeb(web -> web.withOidc(oidc)),
        (cameras, step, from, to) -> List.of());
  }

  private static URI location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  /** The last one that is not removed. */
  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> !cookie.contains("Max-Age=0"))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A provider of others, in this process. */
  private static final class MockedServer implements AutoCloseable {
    private final MockOAuth2Server server = new MockOAuth2Server();

    MockedServer() throws IOException {
      server.start();
      server.enqueueCallback(
          new DefaultOAuth2TokenCallback(
              "mood",
              "1234",
              "JWT",
              List.of(CraftedProvider.CLIENT),
              Map.of("preferred_username", "anna", "roles", List.of("viewer")),
              300));
    }

    URI issuer() {
      return server.issuerUrl("mood").uri();
    }

    URI signIn(URI authorization) {
      var client = java.net.http.HttpClient.newHttpClient();
      try {
        HttpResponse<String> answer =
            client.send(
                java.net.http.HttpRequest.newBuilder(authorization).build(),
                HttpResponse.BodyHandlers.ofString());
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      server.shutdown();
    }
  }
}
