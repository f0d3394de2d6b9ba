package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.dashboard.oidc.ClaimMapping;
import io.moodstream.dashboard.oidc.ClientSecret;
import io.moodstream.dashboard.oidc.OidcSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sign-in with a provider as a person does it: by the button, in a real browser. */
class ProviderSignInIT extends PageFixture {
  private final MockOAuth2Server provider =
      new MockOAuth2Server(OAuth2Config.Companion.fromJson("{\"interactiveLogin\": true}"));
  private RunningDashboard dashboard;
  private Page page;

  @BeforeEach
  void start() throws IOException {
    provider.start();
    var oidc =
        new OidcSettings(
            provider.issuerUrl("mood").uri(),
            "moodstream",
            Optional.of(new ClientSecret("secret")),
            List.of("profile"),
            ClaimMapping.defaults());
    dashboard =
        RunningDashboard.with(
            RunningDashboard.settings(Optional.empty()).withWeb(web -> web.withOidc(oidc)),
            PageFixture::summaries);
  }

  @AfterEach
  void end() {
    dashboard.close();
    provider.shutdown();
  }

  @Test
  void shouldOpenThePageThatWasAskedForAndSignOutAgain() {
    try (BrowserContext context = browser.context(820, ColorScheme.LIGHT)) {
      // given
      open(context, "/history?step=1h");
      HeadlessBrowser.picture(page, "sign-in-provider");
      assertThat(HeadlessBrowser.violations(page)).isEmpty();

      // when
      page.getByTestId("way-oidc").click();
      signInAtTheProvider("{\"preferred_username\": \"anna\", \"roles\": [\"analyst\"]}");

      // then
      page.waitForURL(address("/history?step=1h") + "**");
      PlaywrightAssertions.assertThat(page.getByTestId("sign-out")).isVisible();

      // when
      page.getByTestId("sign-out").click();

      // then: at the provider too, whose page sends the browser back or stays
      page.waitForURL(url -> url.contains("endsession") || url.contains("/sign-in"));
      page.navigate(address("/history"));
      PlaywrightAssertions.assertThat(page.getByTestId("way-oidc")).isVisible();
    }
  }

  @Test
  void shouldSayThatAPersonHasNoRole() {
    try (BrowserContext context = browser.context(390, ColorScheme.DARK)) {
      open(context, "/");

      page.getByTestId("way-oidc").click();
      signInAtTheProvider("{\"preferred_username\": \"otto\", \"roles\": [\"baker\"]}");

      PlaywrightAssertions.assertThat(page.getByTestId("sign-in-problem"))
          .containsText("have no role in moodstream");
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
      HeadlessBrowser.picture(page, "sign-in-no-role");
    }
  }

  private void open(BrowserContext context, String path) {
    page = context.newPage();
    page.navigate(address(path));
    PlaywrightAssertions.assertThat(page.getByTestId("way-oidc")).isVisible();
  }

  private void signInAtTheProvider(String claims) {
    page.locator("[name=username]").fill("1234");
    page.locator("[name=claims]").fill(claims);
    page.locator("[type=submit]").click();
  }

  private String address(String path) {
    return "http://127.0.0.1:%d%s".formatted(dashboard.port, path);
  }
}
