package io.moodstream.dashboard.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** An OpenID Connect provider whose ID tokens a test shapes: what a real one never issues. */
public final class CraftedProvider implements AutoCloseable {
  public static final String CLIENT = "moodstream";

  private final RSAKey key = newKey();
  private final HttpServer server;
  private volatile Map<String, List<String>> asked = Map.of();
  private volatile TokenShape shape = (claims, rsa) -> signed(claims, rsa);

  /** Makes an ID token from right claims and the published key. */
  public interface TokenShape {
    JWT token(JWTClaimsSet.Builder claims, RSAKey key) throws JOSEException;
  }

  /**
   * @param port 0 for any
   */
  public CraftedProvider(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/.well-known/openid-configuration", this::describe);
    server.createContext(
        "/keys", exchange -> answer(exchange, new JWKSet(key).toPublicJWKSet().toString()));
    server.createContext("/token", this::issue);
    server.start();
  }

  public URI issuer() {
    return URI.create("http://localhost:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public void shape(TokenShape shape) {
    this.shape = shape;
  }

  /** What a person's browser does here; returns the query with which it is sent back. */
  public String signIn(URI authorization) {
    asked = URLUtils.parseParameters(authorization.getRawQuery());
    return "code=c&state=" + asked.get("state").get(0);
  }

  public static SignedJWT signed(JWTClaimsSet.Builder claims, RSAKey key) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var jwt = new SignedJWT(header, claims.build());
    jwt.sign(new RSASSASigner(key));
    return jwt;
  }

  public static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID("key").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void describe(HttpExchange exchange) {
    answer(
        exchange,
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
         "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys",
         "end_session_endpoint": "%1$s/end", "response_types_supported": ["code"],
         "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256", "none"]}
        """
            .formatted(issuer()));
  }

  private void issue(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var verifier = new CodeVerifier(URLUtils.parseParameters(body).get("code_verifier").get(0));
    String challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    if (!asked.getOrDefault("code_challenge", List.of()).contains(challenge)) {
      exchange.sendResponseHeaders(400, 0);
      exchange.getResponseBody().write("{\"error\": \"invalid_grant\"}".getBytes(UTF_8));
      exchange.close();
      return;
    }
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer().toString())
            .subject("1234")
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", asked.get("nonce").get(0))
            .claim("preferred_username", "anna")
            .claim("roles", List.of("viewer", "staff"));
    try {
      answer(
          exchange,
          "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"id_token\": \"%s\"}"
              .formatted(shape.token(claims, key).serialize()));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, String json) {
    try (exchange) {
      byte[] bytes = json.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
