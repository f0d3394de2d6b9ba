package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.DOOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.alerts.Alert;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and alerts in a real browser. */
class AlertsPageIT extends PageFixture {
  @ParameterizedTest
  @CsvSource({"390, LIGHT", "390, DARK", "1400, LIGHT", "1400, DARK"})
  void shouldListRulesAndAlerts(int width, ColorScheme scheme) {
    try (RunningDashboard dashboard = dashboard();
        BrowserContext context = browser.context(width, scheme)) {
      Instant noon = RunningDashboard.NOW;
      dashboard.view.alerts().onRule("sad", Optional.of(InMemoryAlerts.SAD));
      dashboard.view.alerts().onRule("lost", Optional.of(InMemoryAlerts.LOST));
      Alert over = InMemoryAlerts.alert(DOOR, noon.minusSeconds(3600));
      dashboard.view.alerts().onAlert(over);
      dashboard.view.alerts().onAlert(over.ended(noon.minusSeconds(3400), Optional.of(0.2)));
      dashboard.view.alerts().onAlert(InMemoryAlerts.started(noon.minusSeconds(60)));
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/alerts".formatted(dashboard.port));

      PlaywrightAssertions.assertThat(page.getByTestId("rule")).hasCount(2);
      PlaywrightAssertions.assertThat(page.getByTestId("alert")).hasCount(2);
      PlaywrightAssertions.assertThat(page.getByTestId("rule-state"))
          .hasText(new String[] {"watching", "on"});
      page.getByTestId("limited").check();
      HeadlessBrowser.picture(page, "alerts-%d-%s".formatted(width, scheme));
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
    }
  }

  @Test
  void shouldAddTestPauseAndDeleteARule() {
    try (RunningDashboard dashboard = dashboard();
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/alerts".formatted(dashboard.port));
      PlaywrightAssertions.assertThat(page.getByTestId("no-rules")).isVisible();

      page.getByLabel("Name").fill("Größe: viele Gesichter");
      page.getByLabel("Condition").selectOption("maxFaces");
      page.getByLabel("Threshold").fill("5");
      page.getByTestId("rule-cameras").getByText("hall").click();
      page.getByTestId("save").click();

      PlaywrightAssertions.assertThat(page.getByTestId("rule-condition"))
          .hasText("maxFaces above 5 for 1m");
      assertThat(dashboard.alerts.rules).containsOnlyKeys("Grosse-viele-Gesichter");

      page.getByTestId("rule-test").click();
      PlaywrightAssertions.assertThat(page.getByTestId("rules-answer"))
          .hasText("A test is on its way.");
      assertThat(dashboard.alerts.sent).hasSize(1);

      page.getByTestId("rule-edit").click();
      page.getByLabel("Threshold").fill("2000");
      page.getByTestId("save").click();
      PlaywrightAssertions.assertThat(page.getByTestId("form-title")).containsText("Change");
      page.getByLabel("Threshold").fill("7");
      page.getByTestId("save").click();
      PlaywrightAssertions.assertThat(page.getByTestId("rule-condition"))
          .hasText("maxFaces above 7 for 1m");

      page.getByTestId("rule-pause").click();
      PlaywrightAssertions.assertThat(page.getByTestId("rule-state")).hasText("paused");
      page.getByTestId("rule-delete").click();
      PlaywrightAssertions.assertThat(page.getByTestId("rule")).hasCount(0);
      assertThat(dashboard.alerts.rules).isEmpty();
    }
  }
}
