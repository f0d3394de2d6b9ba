package io.moodstream.dashboard;

import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.dashboard.users.PasswordHash;
import io.moodstream.dashboard.users.Role;
import io.moodstream.dashboard.users.User;
import io.moodstream.dashboard.users.Users;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What concerns more than one page, in a real browser. */
class PagesIT extends PageFixture {
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

  @Test
  void shouldSignInAndOut(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("users.yaml");
    var vera =
        new User(
            "vera",
            PasswordHash.of("correct horse", 100_000),
            Set.of(Role.VIEWER),
            Optional.empty());
    Files.writeString(file, Users.write(List.of(vera)));
    var settings =
        RunningDashboard.settings(Optional.of("long-token"))
            .withWeb(web -> web.withUsers(Users.of(file)));
    try (var dashboard = RunningDashboard.with(settings, PageFixture::summaries);
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
