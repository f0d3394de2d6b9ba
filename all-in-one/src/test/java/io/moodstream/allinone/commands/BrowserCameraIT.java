package io.moodstream.allinone.commands;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A browser as a camera that films drawn people, over https. Leaves screenshots in
 * target/screenshots.
 */
class BrowserCameraIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final LocatorAssertions.IsVisibleOptions VISIBLE =
      new LocatorAssertions.IsVisibleOptions().setTimeout((double) LIMIT.toMillis());
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @Test
  void shouldBeACameraFromStartToStop(@TempDir Path dataDir) throws Exception {
    Path clip = DrawnClip.write(Path.of("target", "drawn.mjpeg"), Duration.ofSeconds(3));
    try (BrowserPage browser =
            BrowserPage.open(
                "--ignore-certificate-errors",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-video-capture=" + clip);
        MoodstreamProcess moodstream =
            MoodstreamProcess.run(dataDir, "--tls", "--camera", "lobby=synthetic:2,fps=1")) {
      moodstream.awaitReady();
      assertThat(moodstream.url().orElseThrow()).startsWith("https://");
      Page page = browser.page();
      page.setViewportSize(1280, 860);
      page.navigate(moodstream.url().orElseThrow() + "/camera");

      goOnAir(page, "desk");
      assertThatFacesHaveBoxes(page);
      assertThatMoodstreamSeesIt(moodstream);
      assertThat(moodstream.get("/api/v1/cameras/desk/picture").statusCode())
          .as("no picture unless it is allowed")
          .isEqualTo(403);
      screenshot(page, "camera.png");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      page.setViewportSize(390, 844);
      assertThatItFitsAPhone(page);
      screenshot(page, "camera-phone.png");

      page.getByTestId("stop").click();
      assertThatItHasStopped(page, moodstream);

      assertThatProblemsAreTold(browser, moodstream.url().orElseThrow());
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static void goOnAir(Page page, String name) {
    assertThat(page.getByTestId("on-air")).isHidden();
    page.getByTestId("name").fill(name);
    page.getByTestId("start").click();
    assertThat(page.getByTestId("on-air")).isVisible(VISIBLE);
  }

  private static void assertThatFacesHaveBoxes(Page page) {
    assertThat(page.getByTestId("boxes"))
        .hasAttribute(
            "aria-label",
            Pattern.compile("Faces: .* %"),
            new LocatorAssertions.HasAttributeOptions().setTimeout((double) LIMIT.toMillis()));
    assertThat(page.getByTestId("photo")).isVisible();
    assertThat(page.getByTestId("delay")).hasText(Pattern.compile("\\d+ ms"));
    assertThat(((Number) page.getByTestId("video").evaluate("v => v.videoWidth")).intValue())
        .isEqualTo(640);
  }

  private static void assertThatMoodstreamSeesIt(MoodstreamProcess moodstream) {
    await("a live camera with faces")
        .pollInSameThread()
        .atMost(LIMIT)
        .until(
            () ->
                camera(moodstream, "desk")
                    .filter(desk -> desk.get("state").asText().equals("live"))
                    .filter(desk -> desk.get("facesPerFrame").asDouble() >= 1)
                    .isPresent());
    JsonNode desk = camera(moodstream, "desk").orElseThrow();
    assertThat(desk.get("source").asText()).isEqualTo("browser");
    assertThat(desk.get("pictures").asBoolean()).isFalse();
  }

  private static void assertThatItHasStopped(Page page, MoodstreamProcess moodstream) {
    assertThat(page.getByTestId("on-air")).isHidden();
    assertThat(page.getByTestId("start")).isVisible();
    assertThat(page.getByTestId("photo")).isHidden();
    assertThat(page.getByTestId("video").evaluate("v => v.srcObject")).isNull();
    await("its end")
        .pollInSameThread()
        .atMost(LIMIT)
        .until(
            () ->
                camera(moodstream, "desk")
                    .filter(desk -> desk.get("reason").asText().equals("stopped"))
                    .filter(desk -> !desk.get("state").asText().equals("live"))
                    .isPresent());
  }

  private static void assertThatProblemsAreTold(BrowserPage browser, String url) {
    Page taken = browser.another();
    taken.navigate(url + "/camera");
    taken.getByTestId("name").fill("lobby");
    taken.getByTestId("start").click();
    assertThat(taken.getByTestId("problem")).containsText("lobby is on air already");
    assertThat(taken.getByTestId("start")).isVisible();

    assertThat(
            problem(
                browser,
                url,
                "navigator.mediaDevices.getUserMedia = () => "
                    + "Promise.reject(new DOMException('no', 'NotAllowedError'))"))
        .containsText("may not use the camera");
    assertThat(
            problem(
                browser,
                url,
                "navigator.mediaDevices.getUserMedia = () => "
                    + "Promise.reject(new DOMException('no', 'NotFoundError'))"))
        .containsText("No camera was found");

    Page insecure = browser.another();
    insecure.addInitScript(
        "Object.defineProperty(Navigator.prototype, 'mediaDevices', { value: undefined })");
    insecure.navigate(url + "/camera");
    assertThat(insecure.getByTestId("problem")).containsText("--tls");
    assertThat(insecure.getByTestId("start")).isDisabled();
  }

  private static Locator problem(BrowserPage browser, String url, String script) {
    Page page = browser.another();
    page.addInitScript(script);
    page.navigate(url + "/camera");
    page.getByTestId("start").click();
    return page.getByTestId("problem");
  }

  private static void assertThatItFitsAPhone(Page page) {
    Object overflow =
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).as("sideways scrolling").isLessThanOrEqualTo(0);
  }

  private static Optional<JsonNode> camera(MoodstreamProcess moodstream, String id) {
    JsonNode cameras = moodstream.json("/api/v1/cameras");
    return StreamSupport.stream(cameras.spliterator(), false)
        .filter(camera -> camera.get("id").asText().equals(id))
        .findFirst();
  }

  private static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)).setFullPage(true));
  }
}
