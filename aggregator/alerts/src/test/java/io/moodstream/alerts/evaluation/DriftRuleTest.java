package io.moodstream.alerts.evaluation;

import static io.moodstream.alerts.evaluation.Windows.NOON;
import static io.moodstream.alerts.evaluation.Windows.group;
import static io.moodstream.alerts.evaluation.Windows.sad;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.Alert.Kind;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.DriftPeriod;
import io.moodstream.pipeline.drift.FeatureDrift;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.CloudEvents;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class DriftRuleTest extends DrivenRules {
  private static final CameraId HALL = new CameraId("hall");
  private static final String RULE = "{'id':'moved','metric':'drift','above':0.25,'for':'10s'}";

  @Test
  void shouldRaiseAndEndAnAlertAsTheDriftChanges() {
    rule(RULE);
    send(sad(HALL, 0, 0.1), sad(HALL, 1, 0.1));
    assertThat(alerts()).as("nothing known of drift").isEmpty();

    drift(Optional.of(drift(.2, .05, 0)));
    send(sad(HALL, 2, 0.1), sad(HALL, 3, 0.1));
    assertThat(alerts()).as("below the threshold").isEmpty();

    drift(Optional.of(drift(.41, .05, 0)));
    send(sad(HALL, 4, 0.1), sad(HALL, 5, 0.1));
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo(Kind.STARTED);
              assertThat(alert.condition()).isEqualTo("drift above 0.25 for 10s");
              assertThat(alert.value()).contains(.41);
            });

    drift(Optional.empty());
    send(sad(HALL, 6, 0.1), sad(HALL, 7, 0.1));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.ENDED);
  }

  @Test
  void shouldDescribeAlertsAsCloudEvents() {
    rule(RULE);
    drift(Optional.of(drift(.41, .05, 0)));
    send(sad(HALL, 4, 0.1), sad(HALL, 5, 0.1), sad(HALL, 6, 0.1));

    assertThat(
            driver()
                .createOutputTopic(
                    Topics.ALERTS.name(),
                    Topics.ALERTS.key().deserializer(),
                    Topics.ALERTS.value().deserializer())
                .readRecord()
                .headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrderElementsOf(CloudEvents.HEADERS);
  }

  @Test
  void shouldNotTakeNoiseForDrift() {
    rule(RULE);
    drift(Optional.of(drift(.41, .5, 0)));
    send(sad(HALL, 0, 0.1), sad(HALL, 1, 0.1), sad(HALL, 2, 0.1));

    assertThat(alerts()).isEmpty();
  }

  @Test
  void shouldNotUseDriftOfSmallerGroups() {
    rule(RULE);
    drift(Optional.of(drift(.41, .05, 2)));
    send(group(HALL, 0, true, 0.1), group(HALL, 1, true, 0.1));
    assertThat(alerts()).isEmpty();

    drift(Optional.of(drift(.41, .05, 3)));
    send(group(HALL, 2, true, 0.1), group(HALL, 3, true, 0.1));
    assertThat(alerts()).extracting(Alert::kind).containsExactly(Kind.STARTED);
  }

  private void drift(Optional<Drift> drift) {
    driver()
        .createInputTopic(
            Topics.DRIFT.name(), Topics.DRIFT.key().serializer(), Topics.DRIFT.value().serializer())
        .pipeInput(HALL, drift.orElse(null));
  }

  private static Drift drift(double psi, double noise, int minimumPeople) {
    var week =
        new DriftPeriod(
            NOON.minus(Duration.ofDays(9)), NOON.minus(Duration.ofDays(2)), 900, 600, 500);
    var day = new DriftPeriod(NOON.minus(Duration.ofDays(1)), NOON, 900, 600, 100);
    List<Double> shares = Collections.nCopies(10, .1);
    return new Drift(
        HALL,
        NOON,
        week,
        true,
        Optional.of(day),
        List.of(new FeatureDrift(DriftFeature.SIZE, psi, noise, shares, shares)),
        minimumPeople);
  }
}
