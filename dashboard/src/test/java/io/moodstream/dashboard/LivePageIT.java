package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.status;
import static io.moodstream.dashboard.Samples.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The live page in a real browser. */
class LivePageIT extends PageFixture {
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
    try (var dashboard = RunningDashboard.with(settings, LivePageIT::closedHall);
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
}
