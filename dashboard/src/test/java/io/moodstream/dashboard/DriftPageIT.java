package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.frames.CameraId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drift on the page of cameras, in a real browser. */
class DriftPageIT extends PageFixture {
  @ParameterizedTest
  @CsvSource({"390, LIGHT", "1400, DARK"})
  void shouldShowHowFarFacesHaveMoved(int width, ColorScheme scheme) {
    try (RunningDashboard dashboard = running();
        BrowserContext context = browser.context(width, scheme)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/cameras".formatted(dashboard.port));

      PlaywrightAssertions.assertThat(page.getByTestId("drift-level"))
          .hasText(new String[] {"learning", "changed much"});
      PlaywrightAssertions.assertThat(page.getByTestId("drift-headline"))
          .hasText(
              new String[] {
                "not enough faces for a reference yet (212 of 500)",
                "most in brightness of the face: PSI 0.41"
              });
      page.getByTestId("drift-headline").nth(1).click();
      PlaywrightAssertions.assertThat(page.getByTestId("drift-feature")).hasCount(4);
      PlaywrightAssertions.assertThat(page.getByTestId("drift-feature").nth(1))
          .containsText("PSI 0.41, noise up to 0.07: changed much");
      PlaywrightAssertions.assertThat(page.getByTestId("drift-periods").nth(1))
          .containsText("318 independent faces");

      // A bar is as high as its share: of the brightest tenth there is nothing before and now.
      Locator bins = page.getByTestId("drift-feature").nth(1).locator(".bin");
      assertThat(height(bins.nth(5), "drift-before")).isBetween(60.0, 65.0);
      assertThat(height(bins.nth(5), "drift-now")).isBetween(33.0, 37.0);
      assertThat(height(bins.nth(9), "drift-before")).isLessThan(2);
      assertThat(height(bins.nth(9), "drift-now")).isLessThan(2);

      HeadlessBrowser.picture(page, "drift-%d-%s".formatted(width, scheme));
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing beside the screen")
          .isEqualTo(true);
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
    }
  }

  @Test
  void shouldBeginANewReferenceAfterAQuestion() {
    try (RunningDashboard dashboard = running();
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/cameras".formatted(dashboard.port));
      page.getByTestId("drift-headline").nth(1).click();
      page.getByTestId("drift-reference").nth(1).click();
      PlaywrightAssertions.assertThat(page.getByTestId("reference-dialog")).isVisible();
      assertThat(dashboard.references).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();

      page.getByTestId("reference-do").click();

      PlaywrightAssertions.assertThat(page.getByTestId("list-answer"))
          .hasText("The reference of hall begins anew.");
      await().until(() -> dashboard.references.size() == 1);
      assertThat(dashboard.references.get(0).camera()).isEqualTo(HALL);
    }
  }

  /** Pixels, of 64. */
  private static double height(Locator bin, String kind) {
    return bin.locator("." + kind).boundingBox().height;
  }

  private static RunningDashboard running() {
    RunningDashboard dashboard = RunningDashboard.open();
    for (CameraId camera : new CameraId[] {HALL, DOOR}) {
      dashboard.view.onStatus(status(camera, false, RunningDashboard.NOW));
    }
    dashboard.view.drift().onDrift(HALL, Optional.of(DriftSamples.darker(HALL, 0)));
    dashboard.view.drift().onDrift(DOOR, Optional.of(DriftSamples.learning(DOOR)));
    return dashboard;
  }
}
