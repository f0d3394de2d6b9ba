package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.dashboard.oidc.ClaimMapping;
import io.moodstream.dashboard.oidc.ClientSecret;
import io.moodstream.dashboard.oidc.CraftedProvider;
import io.moodstream.dashboard.oidc.OidcSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A dashboard whose provider answers as a test wants. */
abstract class OidcFixture {
  CraftedProvider provider;
  RunningDashboard dashboard;

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

  void assertRefused(HttpResponse<String> back, String reason) {
    assertThat(location(back)).hasToString("/sign-in#" + reason);
    assertThat(back.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("moodstream-access"));
  }

  String signIn(RunningDashboard shown) {
    HttpResponse<String> begun = shown.get("/sign-in/oidc");
    String answer = provider.signIn(location(begun));
    return cookie(shown.get("/sign-in/callback?" + answer, "Cookie", cookie(begun)));
  }

  HttpResponse<String> comeBack(String answer, String cookie) {
    return dashboard.get("/sign-in/callback?" + answer, "Cookie", cookie);
  }

  static RunningDashboard with(URI issuer, ClaimMapping claims) {
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

  static URI location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  /** The last one that is not removed. */
  static String cookie(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> !cookie.contains("Max-Age=0"))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** A provider of others, in this process. */
  static final class MockedServer implements AutoCloseable {
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
