package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.Samples.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.models.CanaryFigures;
import io.moodstream.pipeline.models.ModelAlias;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canary on the page of models, in a real browser. */
class CanaryPageIT extends PageFixture {
  @ParameterizedTest
  @CsvSource({"390, DARK, true", "1400, LIGHT, false"})
  void shouldStartACanaryShowItAndFinishItOrRollItBack(
      int width, ColorScheme scheme, boolean finish) {
    try (RunningDashboard dashboard = running();
        BrowserContext context = browser.context(width, scheme)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/models".formatted(dashboard.port));
      PlaywrightAssertions.assertThat(page.getByTestId("canary")).isHidden();

      // when it is started on a third of the cameras
      Locator second = page.locator("[data-testid=model][data-version='2']");
      second.getByTestId("start-canary").click();
      page.getByTestId("confirm-percent").fill("33");
      page.getByTestId("confirm-reason").fill("trained on our faces");
      page.getByTestId("confirm-do").click();

      // then
      PlaywrightAssertions.assertThat(page.getByTestId("canary-title"))
          .hasText("Model 2 serves 33 % of the cameras");
      PlaywrightAssertions.assertThat(page.getByTestId("canary-about"))
          .containsText("trained on our faces. Model 1 serves the rest.");
      PlaywrightAssertions.assertThat(page.getByTestId("canary-disagreement")).hasText("12.0 %");
      PlaywrightAssertions.assertThat(page.getByTestId("canary-faces")).hasText("400");
      PlaywrightAssertions.assertThat(page.getByTestId("canary-uncertain"))
          .hasText("15.0 % (champion 17.5 %)");
      PlaywrightAssertions.assertThat(page.getByTestId("canary-millis"))
          .hasText("2.4 ms (champion 2.2 ms)");
      PlaywrightAssertions.assertThat(page.getByTestId("canary-cameras"))
          .containsText("of 10 cameras: camera-");
      PlaywrightAssertions.assertThat(second.getByTestId("badge-canary")).isVisible();
      PlaywrightAssertions.assertThat(second.getByTestId("start-canary")).isHidden();
      PlaywrightAssertions.assertThat(page.getByTestId("confirm")).isHidden();
      HeadlessBrowser.picture(page, "canary-%d-%s".formatted(width, scheme));
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing beside the screen")
          .isEqualTo(true);
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();

      // and when it has been seen enough
      page.getByTestId(finish ? "canary-finish" : "canary-end").click();
      page.getByTestId("confirm-reason").fill("seen enough");
      assertThat(HeadlessBrowser.violations(page)).as("the dialog").isEmpty();
      page.getByTestId("confirm-do").click();

      PlaywrightAssertions.assertThat(page.getByTestId("canary")).isHidden();
      assertThat(dashboard.models.aliases().get(ModelAlias.CHAMPION).version())
          .isEqualTo(finish ? 2 : 1);
      assertThat(dashboard.models.audit())
          .extracting(AuditEntry::action)
          .containsSubsequence(
              Action.CANARY_STARTED, finish ? Action.PROMOTED : Action.CANARY_ENDED);
    }
  }

  private static RunningDashboard running() {
    RunningDashboard dashboard = RunningDashboard.open();
    for (int i = 0; i < 10; i++) {
      dashboard.view.onStatus(status(new CameraId("camera-" + i), false, NOW));
    }
    for (String bundle : List.of("seed;compact;0.7127;3589", "own;compact;0.7182;3589")) {
      var unused = dashboard.models.publish(bundle.getBytes(UTF_8), "test");
    }
    dashboard.models.add(
        InMemoryModels.withCanary("c1", new CanaryFigures(2, 400, 48, 60, 70, 2.4, 2.2)));
    return dashboard;
  }
}
