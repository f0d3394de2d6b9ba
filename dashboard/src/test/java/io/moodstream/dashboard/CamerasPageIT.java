package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.CameraId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Managed cameras in a real browser. */
class CamerasPageIT extends PageFixture {
  @ParameterizedTest
  @CsvSource({"390, LIGHT", "390, DARK", "820, LIGHT", "1400, DARK", "1920, LIGHT"})
  void shouldShowCamerasAndTheFormThatAddsOne(int width, ColorScheme scheme) {
    try (RunningDashboard dashboard = dashboard();
        BrowserContext context = browser.context(width, scheme)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/cameras".formatted(dashboard.port));
      PlaywrightAssertions.assertThat(page.getByTestId("camera")).hasCount(2);

      page.getByTestId("source").fill("http://10.0.0.7/video");
      page.getByTestId("try").click();
      PlaywrightAssertions.assertThat(page.getByTestId("try-answer"))
          .hasText("It shows 640 x 360 pixels and 1 face.");
      page.getByTestId("mask-add").click();

      HeadlessBrowser.picture(page, "cameras-%d-%s".formatted(width, scheme));
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing beside the screen")
          .isEqualTo(true);
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
    }
  }

  @Test
  void shouldFindTrySaveMaskPauseAndRemoveACamera() {
    try (RunningDashboard dashboard = RunningDashboard.answering(PageFixture::summaries);
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/cameras".formatted(dashboard.port));
      PlaywrightAssertions.assertThat(page.getByTestId("no-cameras")).isVisible();

      // A source that shows nothing.
      PlaywrightAssertions.assertThat(page.getByTestId("machine")).hasValue("main");
      page.getByTestId("source").fill("http://10.0.0.7:1/video");
      page.getByTestId("try").click();
      PlaywrightAssertions.assertThat(page.getByTestId("try-answer"))
          .hasText("source: no picture within 15 s");

      // A webcam, and a mask that is dragged over its picture.
      page.getByTestId("webcam").selectOption("webcam:1");
      page.getByTestId("try").click();
      PlaywrightAssertions.assertThat(page.getByTestId("trial-picture")).isVisible();
      page.getByTestId("trial-picture").scrollIntoViewIfNeeded();
      var box = page.getByTestId("trial-picture").boundingBox();
      page.mouse().move(box.x + box.width * 0.5, box.y + box.height * 0.25);
      page.mouse().down();
      page.mouse().move(box.x + box.width * 0.75, box.y + box.height * 0.75);
      page.mouse().up();
      PlaywrightAssertions.assertThat(page.getByTestId("mask-count")).hasText("1 mask");
      page.getByTestId("mask-add").click();
      PlaywrightAssertions.assertThat(page.getByTestId("mask-count")).hasText("2 masks");
      page.getByTestId("mask-undo").click();
      page.getByTestId("name").fill("Große Halle");
      PlaywrightAssertions.assertThat(page.getByTestId("id")).hasValue("Grosse-Halle");
      page.getByTestId("save").click();

      PlaywrightAssertions.assertThat(page.getByTestId("camera-name")).hasText("Große Halle");
      CameraSettings saved = dashboard.configs.get(new CameraId("Grosse-Halle")).settings();
      assertThat(saved.source().text()).isEqualTo("webcam:1");
      assertThat(saved.masks())
          .singleElement()
          .satisfies(
              mask ->
                  assertThat(mask.corners().get(0))
                      .satisfies(
                          corner -> {
                            assertThat(corner.x()).isBetween(0.48, 0.52);
                            assertThat(corner.y()).isBetween(0.23, 0.27);
                          }));

      page.getByTestId("camera-edit").click();
      PlaywrightAssertions.assertThat(page.getByTestId("form-title")).hasText("Change Große Halle");
      page.getByTestId("rate").fill("5");
      page.getByTestId("save").click();
      PlaywrightAssertions.assertThat(page.getByTestId("camera-about"))
          .containsText("at most 5 frames a second · 1 masked");

      page.getByTestId("camera-pause").click();
      PlaywrightAssertions.assertThat(page.getByTestId("camera-pause")).hasText("Go on");
      page.getByTestId("camera-remove").click();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
      page.getByTestId("remove-do").click();
      PlaywrightAssertions.assertThat(page.getByTestId("camera")).hasCount(0);
      assertThat(dashboard.configs).isEmpty();
    }
  }
}
