package io.moodstream.allinone.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.dashboard.DashboardSettings;
import io.moodstream.dashboard.notices.Controller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DashboardOptionsTest {
  @TempDir private Path stateDir;
  private final List<String> made = new ArrayList<>();

  @Test
  void shouldReportTheTokenThatItMakesForAnAddressThatOthersReach() {
    DashboardSettings settings = prepare("--host", "0.0.0.0");

    String token = settings.web().token().orElseThrow();
    assertThat(made).containsExactly("the dashboard's token is " + token);
  }

  @Test
  void shouldReportTheCertificateThatItMakesLineByLine() {
    DashboardSettings settings = prepare("--tls");

    assertThat(settings.web().tls()).isPresent();
    assertThat(made).hasSize(2);
    assertThat(made.get(0)).startsWith("the dashboard's own certificate is for ");
    assertThat(made.get(1)).startsWith("its SHA-256 is ");
  }

  @Test
  void shouldReportNothingThatWasGiven() {
    DashboardSettings settings = prepare("--host", "0.0.0.0", "--token", "long-token");

    assertThat(settings.web().token()).contains("long-token");
    assertThat(made).isEmpty();
  }

  @Test
  void shouldTakeTheControllerForTheNotices() {
    DashboardSettings settings =
        prepare("--controller", "Shop GmbH", "--controller-contact", "shop@example.org");

    assertThat(settings.controller())
        .contains(new Controller("Shop GmbH", "shop@example.org", Optional.empty()));
    assertThat(prepare().controller()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--controller", "--controller-contact", "--data-protection-officer"})
  void shouldDemandTheContactWithTheController(String alone) {
    assertThatThrownBy(() -> prepare(alone, "x"))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--controller and --controller-contact go together");
  }

  private DashboardSettings prepare(String... arguments) {
    return CommandLine.populateCommand(new DashboardOptions(), arguments)
        .prepare(stateDir, made::add);
  }
}
