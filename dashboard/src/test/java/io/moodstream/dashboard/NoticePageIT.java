package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.HALL;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.moodstream.dashboard.notices.Controller;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.LegalBasis;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notices in a real browser: on screens, on paper, and through the code that they show. */
class NoticePageIT extends PageFixture {
  private static final Pattern SHEET = Pattern.compile("/Type\\s*/Page\\b(?!s)");

  @ParameterizedTest
  @CsvSource({
    "390, LIGHT, de",
    "390, DARK, es",
    "820, LIGHT, fr",
    "820, DARK, en",
    "1400, LIGHT, en",
    "1400, DARK, de",
    "1920, LIGHT, es",
    "1920, DARK, fr"
  })
  void shouldBeReadOnEveryScreen(int width, ColorScheme scheme, String language) {
    try (RunningDashboard dashboard = noticing();
        BrowserContext context = browser.context(width, scheme)) {
      Page page = context.newPage();
      page.navigate(address(dashboard) + "?lang=" + language);

      PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", language);
      PlaywrightAssertions.assertThat(page.getByTestId("notice")).containsText("Große Halle");
      PlaywrightAssertions.assertThat(page.getByTestId("qr")).isVisible();
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing beside the screen")
          .isEqualTo(true);
      HeadlessBrowser.picture(page, "notice-%d-%s-%s".formatted(width, scheme, language));
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "es"})
  void shouldFillOneSheetOfPaperAtMost(String language) {
    try (RunningDashboard dashboard = noticing();
        BrowserContext context = browser.context(794, ColorScheme.DARK)) {
      Page page = context.newPage();
      page.navigate(address(dashboard) + "?lang=" + language);

      byte[] pdf = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));

      assertThat(SHEET.matcher(new String(pdf, ISO_8859_1)).results().count()).isEqualTo(1);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      HeadlessBrowser.picture(page, "notice-print-" + language);
      PlaywrightAssertions.assertThat(page.getByTestId("print")).isHidden();
      assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(255, 255, 255)");
    }
  }

  @Test
  void shouldLeadToItselfByItsCode() throws IOException, NotFoundException {
    try (RunningDashboard dashboard = noticing();
        BrowserContext context = browser.context(1400, ColorScheme.DARK)) {
      Page page = context.newPage();
      page.navigate(address(dashboard) + "?lang=de");

      String read = read(page.getByTestId("qr").screenshot());

      assertThat(read).isEqualTo(address(dashboard));
      page.navigate(read);
      PlaywrightAssertions.assertThat(page.getByTestId("notice")).containsText("Große Halle");
    }
  }

  @Test
  void shouldDeclareAUseOnThePageOfCameras() {
    try (RunningDashboard dashboard = noticing();
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/cameras".formatted(dashboard.port));
      PlaywrightAssertions.assertThat(page.getByTestId("machine")).hasValue("main");
      page.getByTestId("source").fill("http://10.0.0.7/video");
      page.getByTestId("name").fill("Crane");
      PlaywrightAssertions.assertThat(page.getByTestId("claim")).isHidden();
      page.getByTestId("purpose-code").selectOption("workplace");
      page.getByTestId("legal-basis").selectOption("vital-interests");
      page.getByTestId("save").click();

      // Refused in the server's words.
      PlaywrightAssertions.assertThat(page.getByTestId("form-answer"))
          .containsText("'workplace' is refused (prohibited-purpose)");
      assertThat(dashboard.configs).isEmpty();
      HeadlessBrowser.picture(page, "cameras-refused");
      assertThat(HeadlessBrowser.violations(page)).isEmpty();

      // Claimed in writing.
      page.getByTestId("exception").selectOption("safety");
      page.getByTestId("exception-reason")
          .fill("Tired crane drivers endanger\nthe people who work below them.");
      page.getByTestId("save").click();
      PlaywrightAssertions.assertThat(
              page.getByTestId("camera").filter(with("Crane")).getByTestId("camera-about"))
          .containsText("Workplace · legal basis: vital interests");
      assertThat(dashboard.audit.get(dashboard.audit.size() - 1).reason())
          .endsWith("claimed: Tired crane drivers endanger the people who work below them.");

      page.getByTestId("camera").filter(with("Crane")).getByTestId("camera-notice").click();
      PlaywrightAssertions.assertThat(page.getByTestId("notice")).containsText("Crane");
    }
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static String read(byte[] png) throws IOException, NotFoundException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    var bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    return new QRCodeMultiReader().decodeMultiple(bitmap)[0].getText();
  }

  private static String address(RunningDashboard dashboard) {
    return "http://127.0.0.1:%d/cameras/hall/notice".formatted(dashboard.port);
  }

  private static RunningDashboard noticing() {
    var controller =
        new Controller(
            "Musterhaus am Markt GmbH",
            "Marktplatz 1, 12345 Musterstadt, datenschutz@musterhaus.example",
            Optional.of("Dr. Erika Muster, dsb@musterhaus.example"));
    RunningDashboard dashboard =
        RunningDashboard.with(
            RunningDashboard.settings(Optional.empty())
                .withMinimumPeople(3)
                .withController(Optional.of(controller)),
            (cameras, step, from, to) -> List.of());
    var use =
        new DeclaredUse(
            Optional.of(CameraPurpose.RETAIL_STATISTICS),
            Optional.of(LegalBasis.LEGITIMATE_INTEREST),
            Optional.empty());
    dashboard.view.onStatus(
        new CameraStatus(
            HALL,
            "webcam:0",
            CameraStatus.State.RUNNING,
            "",
            true,
            RunningDashboard.NOW,
            new CameraLabel("Große Halle", Optional.empty(), "length of the queue", use),
            new CameraOwner("main", Origin.FILE)));
    return dashboard;
  }
}
