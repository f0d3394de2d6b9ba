package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.dashboard.users.PasswordHash;
import io.moodstream.dashboard.users.Role;
import io.moodstream.dashboard.users.User;
import io.moodstream.dashboard.users.Users;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages in a real browser, on the real server; records come from the test instead of Kafka. */
class PagesIT {
  private static @Nullable HeadlessBrowser opened;
  private final HeadlessBrowser browser = open();

  /** For each test, so that each is reported as skipped where there is no browser. */
  private static HeadlessBrowser open() {
    HeadlessBrowser one = opened == null ? HeadlessBrowser.open() : opened;
    opened = one;
    return one;
  }

  @AfterAll
  static void close() {
    if (opened != null) {
      opened.close();
    }
  }

  /** More faces by day than by night. */
  private static List<Summary> summaries(
      Set<CameraId> cameras, Step step, Instant from, Instant to) {
    var found = new ArrayList<Summary>();
    long millis = step.length().toMillis();
    for (CameraId camera : cameras) {
      for (long at = from.toEpochMilli() / millis * millis; at < to.toEpochMilli(); at += millis) {
        long hour = at / 3_600_000 % 24;
        found.add(summary(camera, step, Instant.ofEpochMilli(at), Math.abs(12 - hour)));
      }
    }
    return found;
  }

  private static RunningDashboard dashboard() {
    RunningDashboard dashboard = RunningDashboard.answering(PagesIT::summaries);
    dashboard.view.onStatus(status(HALL, true, RunningDashboard.NOW));
    dashboard.view.onStatus(status(DOOR, false, RunningDashboard.NOW));
    return dashboard;
  }

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
            PagesIT::summaries);
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
    try (RunningDashboard dashboard = RunningDashboard.answering(PagesIT::summaries);
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

  @Test
  void shouldFollowLiveEventsInMoreTabsThanABrowserOpensConnections() {
    try (RunningDashboard dashboard = dashboard();
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      for (int tab = 0; tab < 9; tab++) {
        Page page = context.newPage();
        page.navigate("http://127.0.0.1:%d/".formatted(dashboard.port));
        PlaywrightAssertions.assertThat(page.getByTestId("connection"))
            .hasAttribute("data-state", "connected");
      }
      assertThat(dashboard.metrics.get("moodstream.live.clients").gauge().value()).isEqualTo(1);
    }
  }

  @Test
  void shouldStateThatFacesAreWithheld() {
    var settings = RunningDashboard.settings(Optional.empty()).withMinimumPeople(3);
    try (var dashboard = RunningDashboard.with(settings, PagesIT::closedHall);
        BrowserContext context = browser.context(820, ColorScheme.LIGHT)) {
      Page page = live(dashboard, context);

      dashboard.view.onExpressions(happy(dashboard));

      PlaywrightAssertions.assertThat(page.getByTestId("dominant-expression"))
          .hasText("withheld: fewer than 3 people");
      PlaywrightAssertions.assertThat(page.getByTestId("faces")).hasText("withheld");
      PlaywrightAssertions.assertThat(page.getByTestId("timeline"))
          .containsText("withheld: fewer than 3 people");
      PlaywrightAssertions.assertThat(page.getByTestId("hour"))
          .hasText("This hour: so far withheld: fewer than 3 people");
      PlaywrightAssertions.assertThat(page.getByTestId("picture"))
          .hasText("Picture off: faces are withheld");
      PlaywrightAssertions.assertThat(page.getByTestId("boxes"))
          .hasAttribute("aria-label", "Faces are withheld");
      HeadlessBrowser.picture(page, "withheld");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldShowTheNameOfACameraWhereItHasOne() {
    try (var dashboard = RunningDashboard.answering((cameras, step, from, to) -> List.of());
        BrowserContext context = browser.context(820, ColorScheme.LIGHT)) {
      dashboard.clock.forward(Duration.between(RunningDashboard.NOW, Instant.now()));
      dashboard.view.onStatus(
          new CameraStatus(
              HALL,
              "webcam:0",
              CameraStatus.State.RUNNING,
              "",
              false,
              dashboard.clock.instant(),
              new CameraLabel("Große Halle", Optional.empty(), ""),
              CameraOwner.UNKNOWN));
      Page page = context.newPage();

      for (String path : List.of("", "wall")) {
        page.navigate("http://127.0.0.1:%d/%s".formatted(dashboard.port, path));
        PlaywrightAssertions.assertThat(page.locator("[data-camera=hall]"))
            .containsText("Große Halle");
      }
      page.navigate("http://127.0.0.1:%d/history".formatted(dashboard.port));
      PlaywrightAssertions.assertThat(page.getByLabel("Große Halle")).hasValue("hall");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldTakeBoxesAwayWhenNothingIsAnalysedAnyMore() {
    try (var dashboard = RunningDashboard.answering((cameras, step, from, to) -> List.of());
        BrowserContext context = browser.context(820, ColorScheme.LIGHT)) {
      context.clock().install();
      Page page = live(dashboard, context);
      dashboard.view.onExpressions(happy(dashboard));
      PlaywrightAssertions.assertThat(page.getByTestId("picture")).hasAttribute("data-faces", "1");

      context.clock().fastForward(6_000);

      PlaywrightAssertions.assertThat(page.getByTestId("dominant-expression"))
          .hasText("no frame analysed in the last 5 s");
      PlaywrightAssertions.assertThat(page.getByTestId("faces")).hasText("–");
      PlaywrightAssertions.assertThat(page.getByTestId("picture")).hasAttribute("data-faces", "");
      PlaywrightAssertions.assertThat(page.getByTestId("boxes"))
          .hasAttribute("aria-label", "no frame analysed in the last 5 s");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldShowNothingOfACameraThatWasErased() {
    var erased = new AtomicBoolean();
    try (var dashboard =
            RunningDashboard.answering(
                (cameras, step, from, to) -> erased.get() ? List.of() : hall(step, from, to));
        BrowserContext context = browser.context(820, ColorScheme.LIGHT)) {
      Page page = live(dashboard, context);
      dashboard.view.onExpressions(happy(dashboard));
      PlaywrightAssertions.assertThat(page.getByTestId("faces")).hasText("1");
      PlaywrightAssertions.assertThat(page.getByTestId("timeline-chart"))
          .hasAttribute("data-points", Pattern.compile("[1-9]\\d*"));
      PlaywrightAssertions.assertThat(page.getByTestId("hour")).containsText("appearances");

      erased.set(true);
      dashboard.view.onErased(HALL);

      PlaywrightAssertions.assertThat(page.getByTestId("faces")).hasText("–");
      PlaywrightAssertions.assertThat(page.getByTestId("timeline-chart"))
          .hasAttribute("data-points", "0");
      PlaywrightAssertions.assertThat(page.getByTestId("hour")).isHidden();
      PlaywrightAssertions.assertThat(page.getByTestId("picture")).hasAttribute("data-faces", "");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldShowACurveOfOneEpoch() {
    try (RunningDashboard dashboard = dashboard();
        BrowserContext context = browser.context(1400, ColorScheme.LIGHT)) {
      dashboard.trainings.serve(InMemoryTrainings.trainer("trainer-1", "t1"));
      dashboard.trainings.run(dashboard.trainings.request(InMemoryTrainings.TASK, "ada"));
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:%d/models".formatted(dashboard.port));

      Locator chart = page.getByTestId("training-chart");
      PlaywrightAssertions.assertThat(chart).hasAttribute("data-points", "1");

      var radius =
          (Number)
              chart.evaluate(
                  "(canvas) => Chart.getChart(canvas).getDatasetMeta(0).data[0].options.radius");
      assertThat(radius.doubleValue()).as("radius of the point, pixels").isGreaterThan(2);
    }
  }

  /** The live page, once it follows the events. */
  private static Page live(RunningDashboard dashboard, BrowserContext context) {
    // The page goes by the server's real time.
    dashboard.clock.forward(Duration.between(RunningDashboard.NOW, Instant.now()));
    dashboard.view.onStatus(status(HALL, false, dashboard.clock.instant()));
    Page page = context.newPage();
    page.navigate("http://127.0.0.1:%d/".formatted(dashboard.port));
    PlaywrightAssertions.assertThat(page.getByTestId("connection"))
        .hasAttribute("data-state", "connected");
    // Events of a camera that is not on the page yet are not shown.
    PlaywrightAssertions.assertThat(page.locator("[data-camera=hall]")).isVisible();
    return page;
  }

  private static FrameExpressions happy(RunningDashboard dashboard) {
    return frame(HALL, 1, dashboard.clock.instant(), face(1, Expression.HAPPY, 0.9f));
  }

  /** Five faces in every window, whichever cameras are asked for. */
  private static List<Summary> hall(Step step, Instant from, Instant to) {
    long millis = step.length().toMillis();
    return Stream.iterate(from.toEpochMilli() / millis * millis, at -> at + millis)
        .takeWhile(at -> at < to.toEpochMilli())
        .map(at -> summary(HALL, step, Instant.ofEpochMilli(at), 5))
        .toList();
  }

  /** Its windows are closed, but for the hour. */
  private static List<Summary> closedHall(
      Set<CameraId> cameras, Step step, Instant from, Instant to) {
    return hall(step, from, to).stream()
        .map(
            window ->
                new Summary(
                    window.camera(),
                    step,
                    window.from(),
                    step != Step.ONE_HOUR,
                    window.coverage(),
                    window.faces(),
                    window.minimumPeople(),
                    window.suppressed()))
        .toList();
  }

  @Test
  void shouldSignInAndOut(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("users.yaml");
    var vera =
        new User("vera", PasswordHash.of("correct horse"), Set.of(Role.VIEWER), Optional.empty());
    Files.writeString(file, Users.write(List.of(vera)));
    var settings =
        RunningDashboard.settings(Optional.of("long-token"))
            .withWeb(web -> web.withUsers(Users.of(file)));
    try (var dashboard = RunningDashboard.with(settings, PagesIT::summaries);
        BrowserContext context = browser.context(820, ColorScheme.DARK)) {
      Page page = context.newPage();
      String address = "http://127.0.0.1:%d/models".formatted(dashboard.port);

      page.navigate(address + "?token=wrong-token");
      PlaywrightAssertions.assertThat(page.getByTestId("sign-in-problem"))
          .hasText("The token is wrong.");
      assertThat(page.url()).isEqualTo(address);
      HeadlessBrowser.picture(page, "sign-in");
      assertThat(HeadlessBrowser.violations(page)).isEmpty();

      page.locator("#name").fill("vera");
      page.locator("#password").fill("wrong horse");
      page.getByTestId("sign-in").click();
      PlaywrightAssertions.assertThat(page.getByTestId("sign-in-problem"))
          .hasText("The name or the password is wrong.");

      page.locator("#password").fill("correct horse");
      page.getByTestId("sign-in").click();
      page.getByTestId("sign-out").click();
      PlaywrightAssertions.assertThat(page.getByTestId("sign-in-form")).isVisible();
    }
  }
}
