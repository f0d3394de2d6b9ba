package io.moodstream.alerts.evaluation;

import static io.moodstream.alerts.evaluation.Windows.DOOR;
import static io.moodstream.alerts.evaluation.Windows.HALL;
import static io.moodstream.alerts.evaluation.Windows.at;
import static io.moodstream.alerts.evaluation.Windows.empty;
import static io.moodstream.alerts.evaluation.Windows.finalSad;
import static io.moodstream.alerts.evaluation.Windows.group;
import static io.moodstream.alerts.evaluation.Windows.sad;
import static io.moodstream.alerts.evaluation.Windows.withheld;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.Alert.Kind;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleEvaluatorTest extends DrivenRules {
  @Test
  void shouldStartWhenTheConditionHasHeldLongEnoughAndEndWithIt() {
    rule(SAD);

    send(sad(HALL, 0, 0.5), sad(HALL, 1, 0.6), sad(HALL, 2, 0.7));
    assertThat(alerts()).isEmpty();

    // The window of 20 s to 30 s is over when the next begins.
    send(sad(HALL, 3, 0.1));
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo(Kind.STARTED);
              assertThat(alert.camera()).isEqualTo(HALL);
              assertThat(alert.value()).contains(0.7);
              assertThat(alert.since()).isEqualTo(at(0));
              assertThat(alert.at()).isEqualTo(at(3));
              assertThat(alert.text()).isEqualTo("hall: sad (sad above 0.4 for 30s, now 0.70)");
            });

    send(sad(HALL, 4, 0.1));
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo(Kind.ENDED);
              assertThat(alert.value()).contains(0.1);
              assertThat(alert.id()).isEqualTo("sad-hall-" + at(3).toEpochMilli());
            });
  }

  /** Otherwise one record would silence a camera's rules for ever. */
  @Test
  void shouldRefuseAWindowOfTheFuture() {
    rule(SAD.replace("30s", "0s"));

    send(finalSad(HALL, 6 * 60 * 25, 0.9));
    send(finalSad(HALL, 0, 0.5));

    assertThat(alerts()).extracting(Alert::at).containsExactly(at(1));
  }

  /** Its text is the longest: the alert must be readable from the store. */
  @Test
  void shouldKeepAnAlertOfTheSmallestThreshold() {
    rule(SAD.replace("0.4", "4.9E-324").replace("30s", "0s"));

    send(sad(HALL, 0, 0.5), sad(HALL, 1, 0.5), sad(HALL, 2, 0.5));

    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.STARTED);
  }

  @Test
  void shouldCompareAWindowOnceHoweverOftenItIsWritten() {
    rule(SAD.replace("30s", "0s").replace("1m", "0s"));

    send(sad(HALL, 0, 0.5), sad(HALL, 0, 0.1), sad(HALL, 0, 0.6), sad(HALL, 1, 0.6));
    send(finalSad(HALL, 0, 0.1), sad(HALL, 0, 0.1));

    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.STARTED);
  }

  @Test
  void shouldCompareTheLastWindowOfASilentCameraWhenItIsFinal() {
    rule(SAD.replace("30s", "0s"));

    send(sad(HALL, 0, 0.5));
    assertThat(alerts()).isEmpty();
    send(finalSad(HALL, 0, 0.5));

    assertThat(alerts()).extracting(Alert::at).containsExactly(at(1));
  }

  @Test
  void shouldWatchEachCameraByItself() {
    rule(SAD.replace("30s", "10s"));

    send(sad(HALL, 0, 0.5), sad(DOOR, 0, 0.1), sad(HALL, 1, 0.5), sad(DOOR, 1, 0.1));

    assertThat(alerts()).extracting(Alert::camera).containsExactly(HALL);
  }

  @Test
  void shouldStartAnewAfterAGap() {
    rule(SAD);

    send(sad(HALL, 0, 0.5), sad(HALL, 1, 0.5), sad(HALL, 3, 0.5), sad(HALL, 4, 0.5));
    assertThat(alerts()).isEmpty();
    send(sad(HALL, 5, 0.5), sad(HALL, 6, 0.5));

    assertThat(alerts()).extracting(Alert::since).containsExactly(at(3));
  }

  @Test
  void shouldNotRepeatItselfDuringTheCoolDown() {
    rule(SAD.replace("30s", "10s"));

    for (int window = 0; window < 14; window++) {
      send(sad(HALL, window, window % 2 == 0 ? 0.5 : 0.1));
    }

    // At 10 s; the cool-down of a minute ends at 70 s.
    assertThat(alerts())
        .filteredOn(alert -> alert.kind() == Kind.STARTED)
        .extracting(Alert::at)
        .containsExactly(at(1), at(7), at(13));
  }

  @Test
  void shouldNeverStartOnWithheldWindows() {
    rule("{'id':'few','metric':'maxFaces','below':3,'for':'0s'}");
    rule("{'id':'sad','metric':'sad','below':0.4,'for':'0s'}");
    rule("{'id':'faces','metric':'faces','below':3,'for':'0s'}");
    rule("{'id':'valence','metric':'valence','below':1,'for':'0s'}");

    send(withheld(HALL, 0, false), withheld(HALL, 1, false), withheld(HALL, 0, true));
    send(withheld(HALL, 1, true), withheld(HALL, 2, true));
    assertThat(alerts()).isEmpty();

    send(group(HALL, 3, true, 0.1));
    assertThat(alerts())
        .extracting(Alert::rule)
        .containsExactlyInAnyOrder("sad", "faces", "valence");
  }

  @Test
  void shouldApplyTheLargerMinimumGroupSizeOfTheInstallation() {
    open(new EvaluationSettings(5, Map.of()));
    rule(SAD.replace("30s", "0s"));

    send(sad(HALL, 0, 0.9), sad(HALL, 1, 0.9), finalSad(HALL, 0, 0.9), group(HALL, 1, true, 0.9));

    assertThat(alerts()).isEmpty();
  }

  @Test
  void shouldCompareOnlyFinalWindowsWhereAMinimumGroupSizeApplies() {
    rule(SAD.replace("30s", "0s"));

    // Until it is final, a window has no faces to compare.
    send(withheld(HALL, 0, false), withheld(HALL, 1, false));
    assertThat(alerts()).isEmpty();
    send(group(HALL, 0, true, 0.9));

    assertThat(alerts()).extracting(Alert::at).containsExactly(at(1));
  }

  @ParameterizedTest
  @CsvSource({
    "happy, above, 0.4, true",
    "happy, above, 0.5, false",
    "happy, below, 0.5, false",
    "valence, below, 0.1, true",
    "faces, above, 1.9, true",
    "faces, above, 2, false",
    "maxFaces, above, 3, true",
    "coverage, below, 1, false",
    "coverage, above, 0.9, true"
  })
  void shouldCompareEachMetric(String metric, String side, String threshold, boolean starts) {
    rule("{'id':'r','metric':'%s','%s':%s,'for':'0s'}".formatted(metric, side, threshold));

    send(sad(HALL, 0, 0.5), sad(HALL, 1, 0.5));

    assertThat(alerts()).hasSize(starts ? 1 : 0);
  }

  @Test
  void shouldKnowThatThereIsNoShareWithoutFaces() {
    rule("{'id':'r','metric':'happy','below':0.5,'for':'0s'}");
    rule("{'id':'empty','metric':'faces','below':0.5,'for':'10s'}");
    rule("{'id':'slow','metric':'coverage','below':0.5,'for':'0s'}");

    send(empty(HALL, 0), empty(HALL, 1));

    assertThat(alerts()).extracting(Alert::rule).containsExactlyInAnyOrder("empty", "slow");
  }

  @Test
  void shouldApplyToTheCamerasAndGroupsThatARuleNames() {
    open(new EvaluationSettings(0, Map.of(new CameraId("entrances"), Set.of(DOOR))));
    rule("{'id':'one','metric':'sad','above':0.4,'for':'0s','cameras':['hall']}");
    rule("{'id':'group','metric':'sad','above':0.4,'for':'0s','cameras':['entrances']}");

    send(sad(HALL, 0, 0.5), sad(DOOR, 0, 0.5), sad(HALL, 1, 0.5), sad(DOOR, 1, 0.5));

    assertThat(alerts())
        .extracting(alert -> alert.rule() + " " + alert.camera())
        .containsExactly("one hall", "group door");
  }

  @Test
  void shouldApplyDuringItsHoursOnly() {
    // 12:00 UTC is 13:00 in Berlin.
    String hours =
        ",'hours':{'days':['monday'],'from':'%s','to':'18:00','timezone':'Europe/Berlin'}}";
    rule("{'id':'now','metric':'sad','above':0.4,'for':'0s'" + hours.formatted("13:00"));
    rule("{'id':'later','metric':'sad','above':0.4,'for':'0s'" + hours.formatted("13:01"));

    send(sad(HALL, 0, 0.5), sad(HALL, 1, 0.5));

    assertThat(alerts()).extracting(Alert::rule).containsExactly("now");
  }

  @Test
  void shouldEndTheAlertsOfARuleThatIsChangedOrDeleted() {
    rule(SAD.replace("30s", "0s"));
    rule("{'id':'other','metric':'happy','above':0,'for':'0s'}");
    send(sad(HALL, 0, 0.9), sad(HALL, 1, 0.9));
    assertThat(alerts()).hasSize(2);

    delete("other");
    rule(SAD.replace("30s", "0s").replace("0.4", "0.95"));
    pass(Duration.ofSeconds(5));

    assertThat(alerts())
        .hasSize(2)
        .allSatisfy(alert -> assertThat(alert.kind()).isEqualTo(Kind.ENDED));
  }

  @Test
  void shouldDoNothingForADisabledRule() {
    rule(SAD.replace("30s", "0s").replace("}", ",'enabled':false}"));

    send(sad(HALL, 0, 0.9), sad(HALL, 1, 0.9));

    assertThat(alerts()).isEmpty();
  }
}
