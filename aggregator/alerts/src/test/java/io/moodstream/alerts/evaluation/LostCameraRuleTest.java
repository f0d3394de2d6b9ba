package io.moodstream.alerts.evaluation;

import static io.moodstream.alerts.evaluation.Windows.DOOR;
import static io.moodstream.alerts.evaluation.Windows.HALL;
import static io.moodstream.alerts.evaluation.Windows.NOON;
import static io.moodstream.alerts.evaluation.Windows.sad;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.Alert.Kind;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LostCameraRuleTest extends DrivenRules {
  @Test
  void shouldReportALostCameraOnceAndItsReturn() {
    rule("{'id':'gone','metric':'state','is':'lost','for':'1m'}");
    send(sad(HALL, 0, 0.1));

    // The window ends at 10 s: lost from 40 s on, for a minute at 100 s.
    pass(Duration.ofSeconds(95));
    assertThat(alerts()).isEmpty();
    pass(Duration.ofSeconds(60));
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo(Kind.STARTED);
              assertThat(alert.since()).isEqualTo(NOON.plusSeconds(40));
              assertThat(alert.value()).isEmpty();
              assertThat(alert.at()).isEqualTo(NOON.plusSeconds(100));
            });

    send(sad(HALL, 15, 0.1));
    pass(Duration.ofSeconds(5));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.ENDED);
  }

  @Test
  void shouldNotTakeAPausedCameraForALostOne() {
    rule("{'id':'gone','metric':'state','is':'lost','for':'1m'}");
    send(sad(HALL, 0, 0.1), sad(DOOR, 0, 0.1));
    report(HALL, State.PAUSED);

    pass(Duration.ofMinutes(3));
    assertThat(alerts()).extracting(Alert::camera).containsExactly(DOOR);

    // It goes on: it has 30 s and a minute again.
    report(HALL, State.CONNECTING);
    pass(Duration.ofSeconds(80));
    assertThat(alerts()).isEmpty();
    pass(Duration.ofSeconds(20));
    assertThat(alerts()).extracting(Alert::camera).containsExactly(HALL);
  }

  @Test
  void shouldEndTheAlertsOfACameraThatIsPaused() {
    rule("{'id':'gone','metric':'state','is':'lost','for':'0s'}");
    rule(SAD.replace("30s", "0s"));
    send(sad(DOOR, 0, 0.9), sad(DOOR, 1, 0.9));
    assertThat(alerts()).extracting(Alert::rule).containsExactly("sad");
    report(DOOR, State.PAUSED);
    pass(Duration.ofSeconds(5));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.ENDED);

    send(sad(HALL, 0, 0.1));
    pass(Duration.ofMinutes(1));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.STARTED);
    report(HALL, State.PAUSED);
    pass(Duration.ofSeconds(5));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.ENDED);
  }

  @Test
  void shouldEndAnAlertWhenItsCameraIsLost() {
    rule(SAD.replace("30s", "0s"));
    send(sad(HALL, 0, 0.9), sad(HALL, 1, 0.9));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.STARTED);

    pass(Duration.ofMinutes(1));

    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.ENDED);
  }

  @Test
  void shouldNotTakeItsOwnBacklogForALostCamera() {
    // The summaries of an hour ago arrive now, one a second.
    rule("{'id':'gone','metric':'state','is':'lost','for':'0s'}");
    pass(Duration.ofHours(1));
    for (int window = 0; window < 30; window++) {
      send(sad(HALL, window, 0.1));
      pass(Duration.ofSeconds(1));
    }

    assertThat(alerts()).isEmpty();

    // Nothing comes after them: the camera is lost indeed.
    pass(Duration.ofSeconds(15));
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void shouldForgetACameraADayAfterItWasLost() {
    rule("{'id':'gone','metric':'state','is':'lost','for':'0s'}");
    send(sad(HALL, 0, 0.1));
    pass(Duration.ofMinutes(1));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.STARTED);

    pass(Duration.ofDays(2));

    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.ENDED);
  }
}
