package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.moodstream.dashboard.oidc.CraftedProvider;
import io.moodstream.dashboard.oidc.CraftedProvider.TokenShape;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forged, stolen and late sign-ins with a provider. */
class OidcAttackTest extends OidcFixture {
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

  private static Arguments forged(String name, TokenShape shape) {
    return Arguments.of(name, shape);
  }
}
