package io.moodstream.allinone.commands;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a model through the page in a real browser, while a camera runs. */
class ModelsPageIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String REFUSED_CALL =
      "Failed to load resource: the server responded with a status of 4";
  private static final LocatorAssertions.HasTextOptions PATIENCE =
      new LocatorAssertions.HasTextOptions().setTimeout((double) LIMIT.toMillis());

  @Test
  void shouldTakeAModelThroughItsLife(@TempDir Path folder) throws Exception {
    Path bundle = TinyBundle.zip(folder);
    Path dataDir = folder.resolve("data");
    try (BrowserPage browser = BrowserPage.open();
        MoodstreamProcess moodstream =
            MoodstreamProcess.run(dataDir, "--camera", "lobby=synthetic:1,fps=6")) {
      moodstream.awaitReady();
      Page page = browser.page();
      page.setViewportSize(1400, 1000);
      page.navigate(moodstream.url().orElseThrow());
      page.getByTestId("to-models").click();

      assertThat(badges(page, 1)).hasText("champion", PATIENCE);
      assertThatNonsenseIsRefused(page, folder);
      assertThatARequestWaitsForATrainer(page, dataDir);
      publish(page, bundle);
      assertThatAConflictIsShown(page);
      tryInTheShadow(page);
      assertThatTheShadowFills(page, dataDir);
      takePictures(page);
      promote(page);
      assertThatTheTimelineMarksTheSwap(page);
      rollBack(page);
      delete(page);
      retrain(page, moodstream, folder);

      // Chromium logs every 4xx answer; nothing else may be logged.
      assertThat(browser.complaints()).allMatch(said -> said.startsWith(REFUSED_CALL));
    }
  }

  private static void assertThatNonsenseIsRefused(Page page, Path folder) throws Exception {
    upload(page, Files.writeString(folder.resolve("nonsense.zip"), "no zip"));

    assertThat(answer(page)).containsText(Pattern.compile("^Refused: .+"));
    assertThat(page.getByTestId("model")).hasCount(1);
  }

  private static void assertThatARequestWaitsForATrainer(Page page, Path dataDir) {
    assertThat(page.getByTestId("no-trainer")).containsText("./moodstream train --serve");
    assertThat(page.getByTestId("train")).isDisabled();
    assertThat(page.getByTestId("trainer")).hasCount(0);

    command(dataDir, "trainings", "request", "--data", "bars");

    assertThat(page.getByTestId("training-numbers"))
        .hasText("Waits for a trainer: none is alive.", PATIENCE);
    page.getByTestId("training-cancel").click();
    assertThat(page.getByTestId("training-state")).hasText("cancelled", PATIENCE);
  }

  private static void publish(Page page, Path bundle) {
    upload(page, bundle);
    assertThat(answer(page)).hasText("Published as model 2.", PATIENCE);
    assertThat(model(page, 2).getByTestId("model-title")).hasText("Model 2");
    assertThat(model(page, 2).getByTestId("accuracy")).hasText(Pattern.compile("\\d+\\.\\d %"));

    upload(page, bundle);
    assertThat(answer(page)).hasText("Known already: the same content is model 2.", PATIENCE);
    assertThat(page.getByTestId("model")).hasCount(2);
  }

  private static void assertThatAConflictIsShown(Page page) {
    model(page, 1).getByTestId("roll-back").click();
    page.getByTestId("confirm-reason").fill("to the one before, which there is not");
    page.getByTestId("confirm-do").click();

    assertThat(page.getByTestId("confirm-problem"))
        .hasText("there is no champion before this one", PATIENCE);
    page.getByTestId("confirm-cancel").click();
    assertThat(page.getByTestId("confirm")).isHidden();
    assertThat(badges(page, 1)).hasText("champion");
  }

  private static void tryInTheShadow(Page page) {
    model(page, 2).getByTestId("challenge").click();
    // Without a reason nothing happens.
    page.getByTestId("confirm-do").click();
    assertThat(page.getByTestId("confirm")).isVisible();
    because(page, "to see whether it sees");
    assertThat(badges(page, 2)).hasText("challenger", PATIENCE);
  }

  private static void assertThatTheShadowFills(Page page, Path dataDir) {
    Locator agreement = page.getByTestId("shadow-agreement");
    assertThat(agreement).hasText(Pattern.compile("\\d+\\.\\d %"), PATIENCE);
    await("more faces")
        .pollInSameThread()
        .atMost(LIMIT)
        .until(() -> Integer.parseInt(page.getByTestId("shadow-faces").textContent()) >= 10);
    assertThat(page.getByTestId("shadow-table").locator("tbody tr")).hasCount(9);

    assertThat(command(dataDir, "models", "shadow"))
        .contains("champion 1, challenger 2")
        .containsPattern("agreement \\d+\\.\\d %");
  }

  private static void promote(Page page) {
    page.getByTestId("shadow-promote").click();
    because(page, "it is quick");

    assertThat(badges(page, 2)).hasText("champion", PATIENCE);
    assertThat(badges(page, 1)).hasText("");
    assertThat(page.getByTestId("shadow")).isHidden();
    Locator latest = page.getByTestId("audit-entry").first();
    assertThat(latest).containsText("Model 1 → 2: promoted");
    assertThat(latest).containsText("it is quick");
    assertThat(page.getByTestId("classifier")).containsText("runs model 2");
  }

  private static void assertThatTheTimelineMarksTheSwap(Page page) {
    page.getByText("Live", new Page.GetByTextOptions().setExact(true)).click();
    await("the mark of the swap")
        .pollInSameThread()
        .atMost(LIMIT)
        .until(() -> "2".equals(page.getByTestId("timeline-chart").getAttribute("data-swaps")));
    screenshot(page, "swap.png");
    screenshotOnAPhone(page, "swap-phone.png");
    page.getByTestId("to-models").click();
  }

  private static void rollBack(Page page) {
    model(page, 2).getByTestId("roll-back").click();
    because(page, "it knows nothing");

    assertThat(badges(page, 1)).hasText("champion", PATIENCE);
    assertThat(page.getByTestId("audit-entry").first()).containsText("it knows nothing");
  }

  private static void delete(Page page) {
    model(page, 2).getByTestId("delete").click();
    because(page, "of no use");

    assertThat(page.getByTestId("model")).hasCount(1);
    assertThat(page.getByTestId("audit-entry").first()).containsText("Model 2 deleted");
  }

  private static void retrain(Page page, MoodstreamProcess moodstream, Path folder)
      throws IOException {
    LabelledPictures.write(folder.resolve("faces/bars"), 16, 4);
    try (MoodstreamProcess trainer = serve(moodstream.kafka(), folder)) {
      assertThat(page.getByTestId("trainer"))
          .hasText(Pattern.compile(".+ waits for requests; data below .+/faces"), PATIENCE);
      assertThat(page.getByTestId("no-trainer")).isHidden();
      Locator form = page.locator("#retrain-form");
      form.getByLabel("Labelled faces").fill("bars");
      form.getByLabel("Architecture").selectOption("tiny");
      form.getByLabel("Epochs").fill("20");
      form.getByLabel("Learning rate").fill("2");
      page.getByTestId("train").click();
      assertThat(page.getByTestId("retrain-answer")).isHidden();
      form.getByLabel("Learning rate").fill("0.004");
      page.getByTestId("train").click();

      Locator training = page.getByTestId("training").first();
      assertThat(training.getByTestId("training-numbers"))
          .hasText(Pattern.compile("Epoch \\d+ of 20; accuracy .+ images/s.*"), PATIENCE);
      assertThat(training.getByTestId("training-chart")).isVisible();
      assertThat(training.getByTestId("training-state")).hasText("running");
      assertThat(training).containsText("from random weights, learning rate 0.004;");
      assertThat(training.getByTestId("training-chart"))
          .hasAttribute("data-points", Pattern.compile("[1-9]\\d*"));
      assertThat(page.getByTestId("trainer")).containsText(" is training; ");
      assertThat(page.getByTestId("retrain-answer")).isHidden();
      screenshot(page, "retrain.png");

      assertThat(training.getByTestId("training-numbers"))
          .hasText(Pattern.compile("Became model 3, measured accuracy .+ %\\."), PATIENCE);
      training.getByTestId("training-offer").click();
      page.getByTestId("confirm-do").click();
      assertThat(badges(page, 3)).hasText("challenger", PATIENCE);
      assertThat(page.getByTestId("audit-entry").first())
          .containsText("trained from the page: tiny, 20 epochs");
      screenshot(page, "retrained.png");
      trainer.stop();
    }
    assertThat(page.getByTestId("no-trainer")).isVisible();
  }

  private static MoodstreamProcess serve(KafkaConnection kafka, Path folder) throws IOException {
    var arguments = new ArrayList<>(List.of("train", "--serve"));
    arguments.add(TestKafka.option(kafka, folder));
    arguments.addAll(
        List.of(
            "--data-dir",
            folder.resolve("trainer").toString(),
            "--data-root",
            folder.resolve("faces").toString(),
            "--threads",
            "1",
            "--precision",
            "fp32"));
    return MoodstreamProcess.start(folder, arguments);
  }

  private static void takePictures(Page page) {
    model(page, 1).getByTestId("details").locator("summary").click();
    assertThat(model(page, 1).getByTestId("confusion").locator("tbody td")).hasCount(7 * 8);
    screenshot(page, "models.png");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    screenshot(page, "models-dark.png");
    screenshotOnAPhone(page, "models-phone.png");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private static void screenshotOnAPhone(Page page, String name) {
    page.setViewportSize(390, 844);
    Object overflow =
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) overflow).intValue()).as("sideways scrolling").isLessThanOrEqualTo(0);
    screenshot(page, name);
    page.setViewportSize(1400, 1000);
  }

  private static void screenshot(Page page, String name) {
    page.evaluate("() => window.scrollTo(0, 0)");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)).setFullPage(true));
  }

  private static String command(Path dataDir, String... words) {
    var out = new StringWriter();
    int code =
        Moodstream.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                Stream.concat(Stream.of(words), Stream.of("--data-dir", dataDir.toString()))
                    .toArray(String[]::new));
    assertThat(code).isZero();
    return out.toString();
  }

  private static void upload(Page page, Path file) {
    page.getByTestId("upload").setInputFiles(file);
  }

  private static void because(Page page, String reason) {
    page.getByTestId("confirm-reason").fill(reason);
    page.getByTestId("confirm-do").click();
    assertThat(page.getByTestId("confirm"))
        .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout((double) LIMIT.toMillis()));
  }

  private static Locator answer(Page page) {
    return page.getByTestId("upload-answer");
  }

  private static Locator model(Page page, int version) {
    return page.locator("[data-testid=model][data-version='%d']".formatted(version));
  }

  private static Locator badges(Page page, int version) {
    return model(page, version).getByTestId("badges");
  }
}
