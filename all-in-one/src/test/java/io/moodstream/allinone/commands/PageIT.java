package io.moodstream.allinone.commands;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.frames.Expression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser, over real cameras. Leaves screenshots in target/screenshots. */
class PageIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String INK =
      """
      canvas => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const reader = copy.getContext('2d', { willReadFrequently: true });
        reader.drawImage(canvas, 0, 0);
        const pixels = reader.getImageData(0, 0, copy.width, copy.height).data;
        let ink = 0;
        for (let i = 3; i < pixels.length; i += 4) ink += pixels[i] > 0 ? 1 : 0;
        return ink;
      }
      """;

  private static final String COLOUR =
      """
      canvas => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const reader = copy.getContext('2d', { willReadFrequently: true });
        reader.drawImage(canvas, 0, 0);
        const pixels = reader.getImageData(0, 0, copy.width, copy.height).data;
        let coloured = 0;
        for (let i = 0; i < pixels.length; i += 4) {
          const rgb = [pixels[i], pixels[i + 1], pixels[i + 2]];
          const range = Math.max(...rgb) - Math.min(...rgb);
          coloured += pixels[i + 3] > 128 && range > 80 ? 1 : 0;
        }
        return coloured;
      }
      """;

  @Test
  void shouldShowLiveCameras(@TempDir Path dataDir) throws Exception {
    try (BrowserPage browser = BrowserPage.open();
        MoodstreamProcess moodstream =
            MoodstreamProcess.run(
                dataDir,
                "--camera",
                "lobby=synthetic:1,fps=6",
                "--camera",
                "terrace=synthetic:2,fps=6")) {
      moodstream.awaitReady();
      String url = moodstream.url().orElseThrow();
      Page page = browser.page();
      page.setViewportSize(1400, 1000);
      page.navigate(url);

      assertThatTilesAreLive(page);
      assertThatPicturesHaveBoxes(page);
      assertThatTheChartMoves(page);
      assertThat(browser.requested())
          .as("works without internet")
          .allMatch(to -> to.startsWith(url));
      assertThat(browser.complaints()).isEmpty();

      screenshot(page, "dashboard.png");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      screenshot(page, "dashboard-dark.png");
      assertThatItFitsAPhone(page);
      screenshot(page, "dashboard-phone.png");
    }
  }

  private static void assertThatTilesAreLive(Page page) {
    Locator tiles = page.getByTestId("camera-tile");
    assertThat(tiles).hasCount(2);
    assertThat(page.getByTestId("camera-name").first()).hasText("lobby");
    var patience =
        new LocatorAssertions.ContainsTextOptions().setTimeout((double) LIMIT.toMillis());
    assertThat(page.getByTestId("camera-state").first())
        .containsText(Pattern.compile("live", Pattern.CASE_INSENSITIVE), patience);
    String expression = String.join("|", Expression.labels());
    assertThat(page.getByTestId("dominant-expression").first())
        .containsText(Pattern.compile(expression, Pattern.CASE_INSENSITIVE), patience);
  }

  private static void assertThatPicturesHaveBoxes(Page page) {
    await("a picture")
        .pollInSameThread()
        .atMost(LIMIT)
        .until(() -> ink(page.getByTestId("photo").first()) > 100_000);
    await("boxes and names on it")
        .pollInSameThread()
        .atMost(LIMIT)
        .until(() -> ink(page.getByTestId("boxes").first()) > 1_000);
  }

  private static void assertThatTheChartMoves(Page page) {
    Locator chart = page.getByTestId("timeline-chart").first();
    await("a window").pollInSameThread().atMost(LIMIT).until(() -> colour(chart) > 500);
    int before = colour(chart);
    await("the next window")
        .pollInSameThread()
        .atMost(LIMIT)
        .until(() -> colour(chart) > before + 500);
  }

  private static void assertThatItFitsAPhone(Page page) {
    page.setViewportSize(390, 844);
    Object overflow =
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).as("sideways scrolling").isLessThanOrEqualTo(0);
    assertThat(page.getByTestId("camera-tile").first()).isVisible();
  }

  /** Coloured pixels: axes and neutral faces are gray. */
  private static int colour(Locator canvas) {
    return ((Number) canvas.evaluate(COLOUR)).intValue();
  }

  private static int ink(Locator canvas) {
    return ((Number) canvas.evaluate(INK)).intValue();
  }

  private static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)).setFullPage(true));
  }
}
