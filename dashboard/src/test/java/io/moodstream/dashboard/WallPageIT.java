package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wall in a real browser. */
class WallPageIT extends PageFixture {
  @ParameterizedTest
  @CsvSource({"390, 844, LIGHT", "820, 1180, DARK", "1920, 1080, LIGHT", "1920, 1080, DARK"})
  void shouldShowTwentyFourCamerasOnAWall(int width, int height, ColorScheme scheme) {
    try (RunningDashboard dashboard = wall();
        BrowserContext context = browser.context(width, scheme)) {
      Page page = context.newPage();
      page.setViewportSize(width, height);
      page.navigate("http://127.0.0.1:%d/wall".formatted(dashboard.port));

      Locator tiles = page.getByTestId("wall-tile");
      PlaywrightAssertions.assertThat(tiles).hasCount(24);
      PlaywrightAssertions.assertThat(tiles.first()).hasAttribute("data-camera", "hall-07");
      PlaywrightAssertions.assertThat(tiles.first()).hasAttribute("data-state", "lost");
      PlaywrightAssertions.assertThat(tiles.nth(1)).hasAttribute("data-camera", "hall-01");
      if (width > 820) {
        assertThat(page.evaluate("document.documentElement.scrollHeight <= innerHeight"))
            .as("nothing to scroll")
            .isEqualTo(true);
        var last = tiles.last().boundingBox();
        assertThat(last.y + last.height).isLessThanOrEqualTo(height);
      }
      HeadlessBrowser.picture(page, "wall-%d-%s".formatted(width, scheme));
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
    }
  }

  @Test
  void shouldShowAGroupOfCamerasOnTheWallAndWhatTheirFacesShow() {
    try (RunningDashboard dashboard = wall();
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/wall".formatted(dashboard.port));
      PlaywrightAssertions.assertThat(page.getByTestId("connection"))
          .hasAttribute("data-state", "connected");
      page.getByTestId("group").selectOption("floor");
      PlaywrightAssertions.assertThat(page.getByTestId("wall-tile")).hasCount(2);
      assertThat(page.url()).endsWith("/wall?group=floor");

      dashboard.view.onExpressions(
          Samples.frame(
              new CameraId("hall-02"),
              2,
              RunningDashboard.NOW,
              Samples.face(1, Expression.HAPPY, 0.9f)));

      Locator tile = page.locator("[data-camera=hall-02]");
      PlaywrightAssertions.assertThat(tile).containsText("happy");
      PlaywrightAssertions.assertThat(tile).containsText("1.0 in view");

      page.getByTestId("sound").click();
      PlaywrightAssertions.assertThat(page.getByTestId("sound")).hasText("Sound on");
      page.getByTestId("full").click();
      page.waitForFunction("document.fullscreenElement !== null");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** 24 cameras, one of them lost, two of them a group. */
  private static RunningDashboard wall() {
    CameraGroup group = CameraGroup.parse("floor=hall-01,hall-02");
    RunningDashboard dashboard =
        RunningDashboard.with(
            RunningDashboard.settings(Optional.empty()).withGroups(List.of(group)),
            PageFixture::summaries);
    add(dashboard, 7, RunningDashboard.NOW);
    dashboard.clock.forward(Duration.ofMinutes(5));
    IntStream.rangeClosed(1, 24)
        .filter(number -> number != 7)
        .forEach(number -> add(dashboard, number, dashboard.clock.instant()));
    return dashboard;
  }

  private static void add(RunningDashboard dashboard, int number, Instant at) {
    var camera = new CameraId("hall-%02d".formatted(number));
    dashboard.view.onStatus(status(camera, false, at));
    dashboard.view.onExpressions(Samples.frame(camera, 1, at));
  }
}
