package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history in a real browser. */
class HistoryPageIT extends PageFixture {
  @ParameterizedTest
  @CsvSource({"390, LIGHT", "390, DARK", "820, LIGHT", "1400, LIGHT", "1400, DARK"})
  void shouldShowTheHistoryOfSeveralCameras(int width, ColorScheme scheme) {
    try (RunningDashboard dashboard = dashboard();
        BrowserContext context = browser.context(width, scheme)) {
      Page page = context.newPage();
      page.navigate(
          "http://127.0.0.1:%d/history?range=7d&measure=happy&before=1&camera=hall&camera=door"
              .formatted(dashboard.port));

      PlaywrightAssertions.assertThat(page.getByTestId("whole-row")).hasCount(2);
      PlaywrightAssertions.assertThat(page.getByTestId("plot"))
          .hasAttribute("data-points", Pattern.compile("[1-9]\\d+"));
      PlaywrightAssertions.assertThat(page.getByTestId("heat").locator("tbody tr")).hasCount(7);
      HeadlessBrowser.picture(page, "history-%d-%s".formatted(width, scheme));
      // First: axe-core itself reads canvases, which Chromium warns of.
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
    }
  }

  @Test
  void shouldKeepWhatIsShownInTheAddressAndExportIt() throws IOException {
    try (RunningDashboard dashboard = dashboard();
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/history".formatted(dashboard.port));
      page.getByTestId("presets").getByText("30 d").click();
      page.getByTestId("measure").selectOption("sad");
      page.getByTestId("sources").getByText("door").click();
      PlaywrightAssertions.assertThat(page.getByTestId("whole-row")).hasCount(1);

      // when the same address is opened again
      Page again = context.newPage();
      again.navigate(page.url());

      // then
      PlaywrightAssertions.assertThat(again.getByTestId("title")).hasText("Sad");
      PlaywrightAssertions.assertThat(again.getByTestId("whole-row")).hasCount(1);
      PlaywrightAssertions.assertThat(again.getByTestId("whole-row")).containsText("hall");
      Download csv = again.waitForDownload(() -> again.getByTestId("export-csv").click());
      assertThat(Files.readAllLines(csv.path())).hasSizeGreaterThan(700);
      Download png = again.waitForDownload(() -> again.getByTestId("export-png").click());
      assertThat(Files.readAllBytes(png.path())).startsWith(0x89, 'P', 'N', 'G');

      // and a part that is dragged over becomes the period
      Locator plot = again.getByTestId("plot");
      var box = plot.boundingBox();
      again.mouse().move(box.x + box.width * 0.4, box.y + 40);
      again.mouse().down();
      again.mouse().move(box.x + box.width * 0.5, box.y + 60);
      again.mouse().up();
      again.waitForURL(Pattern.compile("from=.*to="));
    }
  }
}
