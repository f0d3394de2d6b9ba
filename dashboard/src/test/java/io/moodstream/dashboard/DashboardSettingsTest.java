package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.dashboard.http.WebServer.CannotListen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"mood.example", "ftp://mood.example", "https://mood.example/path", "https:///x"})
  void shouldRefuseAPublicUrlThatIsNoOrigin(String url) {
    var web = DashboardSettings.on("127.0.0.1", 7070, Optional.of("long-token")).web();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> web.withPublicUrl(URI.create(url)))
        .withMessageContaining("https://mood.example");
  }

  @Test
  void shouldDemandATokenBehindAProxy() {
    var web = DashboardSettings.defaults().web();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> web.withPublicUrl(URI.create("https://mood.example")))
        .withMessageContaining("token");
  }

  @Test
  void shouldBeOpenOnLoopbackByDefault() {
    var settings = DashboardSettings.defaults();

    assertThat(settings.web().host()).isEqualTo("127.0.0.1");
    assertThat(settings.web().port()).isEqualTo(7070);
    assertThat(settings.web().token()).isEmpty();
  }

  @Test
  void shouldDemandATokenWhereOtherMachinesCanReachIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DashboardSettings.on("0.0.0.0", 7070, Optional.empty()))
        .withMessageContaining("0.0.0.0")
        .withMessageContaining("token");
    assertThat(DashboardSettings.on("0.0.0.0", 7070, Optional.of("long enough")).toString())
        .doesNotContain("[t]");
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DashboardSettings.on("127.0.0.1", 70_000, Optional.empty()))
        .withMessage("port: 0 to 65535, not 70000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DashboardSettings.on("no.such.host.invalid", 1, Optional.empty()))
        .withMessageContaining("no.such.host.invalid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DashboardSettings.on("127.0.0.1", 1, Optional.of(" ")))
        .withMessageStartingWith("token");
  }

  @Test
  void shouldSayInOneLineThatThePortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = DashboardSettings.on("127.0.0.1", taken.getLocalPort(), Optional.empty());

      assertThatThrownBy(() -> RunningDashboard.with(settings, (c, s, f, t) -> List.of()))
          .isInstanceOf(CannotListen.class)
          .hasMessage(
              "port %d on 127.0.0.1 is taken: stop the program that has it, or choose another with"
                      .formatted(taken.getLocalPort())
                  + " --port");
    }
  }

  @Test
  void shouldSayThatAnAddressIsNotOfThisMachine() {
    var settings = DashboardSettings.on("192.0.2.1", 0, Optional.of("long enough"));

    assertThatThrownBy(() -> RunningDashboard.with(settings, (c, s, f, t) -> List.of()))
        .isInstanceOf(CannotListen.class)
        .hasMessageContaining("192.0.2.1")
        .hasMessageContaining("--host");
  }
}
