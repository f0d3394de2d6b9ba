package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts and model swaps on the chart of the history page, in a real browser. */
class HistoryMarksIT extends PageFixture {
  private static final Instant SWAP = Instant.parse("2026-11-30T06:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "390, DARK, camera=hall&camera=door",
    "820, LIGHT, group=floor",
    "1400, LIGHT, camera=hall&camera=door",
    "1400, DARK, group=floor",
    "1920, DARK, camera=hall&camera=door"
  })
  void shouldMarkAlertsAndModelSwaps(int width, ColorScheme scheme, String sources) {
    try (RunningDashboard dashboard = marked();
        BrowserContext context = browser.context(width, scheme)) {
      Page page = context.newPage();
      page.navigate(
          "http://127.0.0.1:%d/history?from=2026-11-30T00:00:00Z&to=2026-11-30T12:00:00Z&measure=sad&%s"
              .formatted(dashboard.port, sources));

      PlaywrightAssertions.assertThat(page.getByTestId("plot")).hasAttribute("data-alerts", "2");
      PlaywrightAssertions.assertThat(page.getByTestId("plot")).hasAttribute("data-swaps", "1");
      PlaywrightAssertions.assertThat(page.getByTestId("keys")).containsText("2 alerts");
      page.getByTestId("marks").locator("summary").click();
      PlaywrightAssertions.assertThat(page.getByTestId("mark"))
          .hasText(
              new String[] {
                "30 Nov, 12:30Many sad faces, door, not over",
                "30 Nov, 07:00Model 2 took over",
                "30 Nov, 04:00Many sad faces, hall, until 30 Nov, 05:00"
              });
      HeadlessBrowser.picture(page, "history-marks-%d-%s".formatted(width, scheme));
      assertThat(browser.complaints()).isEmpty();
      assertThat(HeadlessBrowser.violations(page)).isEmpty();
    }
  }

  /** Two alerts of the group, and three that the chart is not about. */
  private static RunningDashboard marked() {
    RunningDashboard dashboard =
        RunningDashboard.with(
            RunningDashboard.settings(Optional.empty())
                .withGroups(List.of(CameraGroup.parse("floor=hall,door"))),
            HistoryMarksIT::swapped);
    dashboard.view.onStatus(status(HALL, false, RunningDashboard.NOW));
    dashboard.view.onStatus(status(DOOR, false, RunningDashboard.NOW));
    show(dashboard, HALL, "2026-11-30T03:00:00Z", Optional.of("2026-11-30T04:00:00Z"));
    show(dashboard, DOOR, "2026-11-30T11:30:00Z", Optional.empty());
    show(dashboard, new CameraId("yard"), "2026-11-30T09:00:00Z", Optional.empty());
    show(dashboard, HALL, "2026-11-29T09:00:00Z", Optional.of("2026-11-29T10:00:00Z"));
    return dashboard;
  }

  private static void show(
      RunningDashboard dashboard, CameraId camera, String start, Optional<String> end) {
    Alert alert = InMemoryAlerts.alert(camera, Instant.parse(start));
    dashboard.view.alerts().onAlert(alert);
    end.map(Instant::parse)
        .ifPresent(at -> dashboard.view.alerts().onAlert(alert.ended(at, Optional.of(0.2))));
  }

  private static List<Summary> swapped(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    var found = new ArrayList<Summary>();
    for (CameraId camera : cameras) {
      for (Instant at = from; at.isBefore(to); at = at.plus(step.length())) {
        Summary sample = Samples.summary(camera, step, at, 6);
        FaceStatistics faces = sample.faces();
        found.add(
            new Summary(
                camera,
                step,
                at,
                true,
                sample.coverage(),
                new FaceStatistics(
                    faces.frames(),
                    faces.seen(),
                    faces.analysed(),
                    faces.most(),
                    faces.appearances(),
                    faces.dwellSeconds(),
                    faces.shares(),
                    faces.uncertain(),
                    List.of(at.isBefore(SWAP) ? 1 : 2)),
                0,
                false));
      }
    }
    return found;
  }
}
