package io.moodstream.alerts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.alerts.delivery.ChannelSettings.Login;
import io.moodstream.alerts.delivery.ChannelSettings.Mqtt;
import io.moodstream.alerts.delivery.ChannelSettings.Webhook;
import io.moodstream.pipeline.alerts.ActiveHours;
import io.moodstream.pipeline.alerts.AlertCondition.Comparison;
import io.moodstream.pipeline.alerts.AlertCondition.Lost;
import io.moodstream.pipeline.alerts.AlertCondition.Measured;
import io.moodstream.pipeline.alerts.AlertMetric;
import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.alerts.StoredRule.Origin;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsFileTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("SHOP_SECRET", "geheim");

  @TempDir Path folder;

  @Test
  void shouldReadRulesAndChannels() throws IOException {
    AlertsFile file =
        read(
            """
            rules:
              - id: sad-hall
                name: Many sad faces
                metric: sad
                above: 0.4
                for: 1m
                coolDown: 10m
                cameras: [hall, entrances]
                hours: {days: [monday, Friday], from: 08:00, to: 18:30, timezone: Europe/Berlin}
              - {id: gone, metric: state, is: lost}
            channels:
              - {name: shop, webhook: 'https://shop.example/alerts', secretEnv: SHOP_SECRET}
            """);

    assertThat(file.rules())
        .containsExactly(
            new AlertRule(
                "sad-hall",
                "Many sad faces",
                new Measured(AlertMetric.SAD, Comparison.ABOVE, 0.4),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Set.of(new CameraId("hall"), new CameraId("entrances")),
                Optional.of(
                    new ActiveHours(
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(8, 0),
                        LocalTime.of(18, 30),
                        ZoneId.of("Europe/Berlin"))),
                true),
            new AlertRule(
                "gone",
                "gone",
                new Lost(),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Set.of(),
                Optional.empty(),
                true));
    assertThat(file.channels())
        .containsExactly(
            new Webhook(
                "shop",
                Set.of(),
                URI.create("https://shop.example/alerts"),
                Optional.of("geheim")));
    assertThat(file.channels().toString()).doesNotContain("geheim");
  }

  @Test
  void shouldReadAChannelOfABroker() throws IOException {
    AlertsFile file =
        read(
            "channels: [{name: home, mqtt: 'mqtts://broker.local', user: ada, passwordEnv:"
                + " SHOP_SECRET}]");

    assertThat(file.channels())
        .containsExactly(
            new Mqtt(
                "home",
                Set.of(),
                URI.create("mqtts://broker.local"),
                Optional.of(new Login("ada", "geheim")),
                "moodstream",
                Optional.of("homeassistant")));
    assertThat(file.channels().toString()).doesNotContain("geheim");
  }

  @Test
  void shouldTakeAnEmptyFileForNoRulesAndNoChannels() throws IOException {
    assertThat(read("# nothing yet\n")).isEqualTo(AlertsFile.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rule: []                                                | rule: unknown; known are rules,"
            + " channels",
        "rules: {id: a}                                          | rules: a list",
        "rules: [{metric: sad, above: 1}]                        | rules[0]: id: a text is needed",
        "rules: [{id: 'a b', metric: sad, above: 1}]             | rules[0] a b: id: 1 to 64 of",
        "rules: [{id: a, metric: grief, above: 1}]               | rules[0] a: metric: unknown"
            + " metric 'grief'",
        "rules: [{id: a, metric: sad}]                           | rules[0] a: above: give either",
        "rules: [{id: a, metric: sad, above: 1, below: 0}]       | rules[0] a: above: give either",
        "rules: [{id: a, metric: sad, above: high}]              | rules[0] a: above: a number, not"
            + " 'high'",
        "rules: [{id: a, metric: sad, above: 40}]                | rules[0] a: above: sad: 0 to 1,"
            + " not 40.0",
        "rules: [{id: a, metric: sad, above: .nan}]              | line 1: Malformed numeric value",
        "rules: [{id: a, metric: state, above: 1}]               | rules[0] a: is: with metric"
            + " state: is: lost",
        "rules: [{id: a, metric: state, is: live}]               | rules[0] a: is: with metric"
            + " state: is: lost",
        "rules: [{id: a, metric: sad, above: 1, for: 5}]         | rules[0] a: for: a text is"
            + " needed",
        "rules: [{id: a, metric: sad, above: 1, for: 5x}]        | rules[0] a: for: '5x' is not a"
            + " length of time",
        "rules: [{id: a, metric: sad, above: 1, for: 2d}]        | rules[0] a: for: 0s to 1d, not"
            + " 2d",
        "rules: [{id: a, metric: sad, above: 1, cooldown: 5m}]   | rules[0] a: cooldown: unknown;"
            + " known are",
        "rules: [{id: a, metric: sad, above: 1, cameras: hall}]  | rules[0] a: cameras: a list, not"
            + " 'hall'",
        "rules: [{id: a, metric: sad, above: 1, cameras: [ü]}]   | rules[0] a: cameras: camera id"
            + " 'ü' must be",
        "rules: [{id: a, metric: sad, above: 1, enabled: maybe}] | rules[0] a: enabled: true or"
            + " false",
        "rules: [{id: a, metric: sad, above: 1, hours: {}}]      | rules[0] a: hours.from: a text"
            + " is needed",
        "rules: [{id: a, metric: sad, above: 1, hours: {from: '8', to: '9:00', timezone: UTC}}] |"
            + " hours.from: Text '8'",
        "rules: [{id: a, metric: sad, above: 1, hours: {from: '08:00', to: '09:00', timezone:"
            + " Berlin}}] | hours.timezone: Unknown",
        "rules: [{id: a, metric: sad, above: 1, hours: {days: [], from: '08:00', to: '09:00',"
            + " timezone: UTC}}] | hours.days: days: at least one",
        "rules: [{id: a, metric: sad, above: 1, hours: {days: [mo], from: '08:00', to: '09:00',"
            + " timezone: UTC}}] | hours.days: 'mo' is not one of monday",
        "rules: [{id: a, metric: sad, above: 1}, {id: a, metric: sad, above: 1}] | rules[1] a: id:"
            + " listed twice",
        "rules: [{id: a, id: b, metric: sad, above: 1}]          | line 1: Duplicate field 'id'",
        "rules: [                                                | line",
        "channels: [{name: c}]                                   | channels[0] c: webhook: a text"
            + " is needed",
        "channels: [{name: c, webhook: 'ftp://x'}]               | channels[0] c: webhook: an"
            + " address such as",
        "channels: [{name: c, webhook: 'https://u:p@x/'}]        | channels[0] c: webhook: an"
            + " address such as",
        "channels: [{name: c, webhook: 'https://x y'}]           | channels[0] c: webhook: not an"
            + " address",
        "channels: [{name: c, webhook: 'https://x', secretEnv: NONE}] | channels[0] c: secretEnv:"
            + " the environment variable NONE is not set",
        "channels: [{name: c, mqtt: 'http://x'}]                 | channels[0] c: mqtt: an address"
            + " such as mqtt://",
        "channels: [{name: c, mqtt: 'mqtt://x', user: u}]        | channels[0] c: user: goes with"
            + " password",
        "channels: [{name: c, mqtt: 'mqtt://x', prefix: 'a/#'}]  | channels[0] c: prefix: a topic"
            + " without",
        "channels: [{name: c, mqtt: 'mqtt://x', secret: s}]      | channels[0] c: secret: unknown",
        "channels: [{name: c, mail: 'smtp://x', from: a@b}]      | channels[0] c: to: at least one"
            + " address",
        "channels: [{name: c, mail: 'smtp://x', from: a, to: [a@b]}] | channels[0] c: from: an"
            + " address such as",
        "channels: [{name: c, mail: 'http://x', from: a@b, to: [a@b]}] | channels[0] c: mail: an"
            + " address such as smtps://",
        "channels: [{name: c, url: 'https://x'}]                 | channels[0] c: url: unknown"
      })
  void shouldNameTheFileTheEntryAndTheKey(String yaml, String problem) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder.resolve("alerts.yaml") + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void shouldChangeOnlyWhatDiffersAndLeaveTheRulesOfTheApi() throws IOException {
    List<AlertRule> rules =
        read("""
        rules:
          - {id: same, metric: sad, above: 0.4}
          - {id: changed, metric: sad, above: 0.5}
          - {id: new, metric: sad, above: 0.4}
        """)
            .rules();
    var before = Instant.parse("2026-11-30T11:00:00Z");
    var now = Instant.parse("2026-11-30T12:00:00Z");
    Map<String, StoredRule> stored =
        Map.of(
            "same", new StoredRule(rules.get(0), Origin.FILE, before, "alerts.yaml"),
            "changed", new StoredRule(named(rules.get(0), "changed"), Origin.FILE, before, ""),
            "gone", new StoredRule(named(rules.get(0), "gone"), Origin.FILE, before, ""),
            "api", new StoredRule(named(rules.get(0), "api"), Origin.API, before, "ada"));

    assertThat(FileRules.changes(rules, stored, "alerts.yaml", now))
        .containsExactly(
            change(rules.get(1), now),
            change(rules.get(2), now),
            new FileRules.Change("gone", Optional.empty()));
  }

  private static FileRules.Change change(AlertRule rule, Instant now) {
    return new FileRules.Change(
        rule.id(), Optional.of(new StoredRule(rule, Origin.FILE, now, "alerts.yaml")));
  }

  private static AlertRule named(AlertRule rule, String id) {
    return new AlertRule(
        id,
        rule.name(),
        rule.condition(),
        rule.lasting(),
        rule.coolDown(),
        rule.cameras(),
        rule.hours(),
        rule.enabled());
  }

  private AlertsFile read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("alerts.yaml"), yaml);
    return AlertsFile.read(file, ENVIRONMENT);
  }
}
