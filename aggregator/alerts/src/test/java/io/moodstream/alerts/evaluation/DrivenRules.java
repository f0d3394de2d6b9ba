package io.moodstream.alerts.evaluation;

import static io.moodstream.alerts.evaluation.Windows.NOON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertRuleJson;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.alerts.StoredRule.Origin;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The production topology with its production settings, driven window by window. */
abstract class DrivenRules {
  static final String SAD = "{'id':'sad','metric':'sad','above':0.4,'for':'30s','coolDown':'1m'}";

  @TempDir Path stateDir;

  private Optional<TopologyTestDriver> open = Optional.empty();
  private int changes;

  @AfterEach
  void stop() {
    open.ifPresent(TopologyTestDriver::close);
  }

  TopologyTestDriver open(EvaluationSettings settings) {
    var driver =
        new TopologyTestDriver(
            AlertTopology.build(settings),
            StreamsStage.properties(
                "moodstream-alerts",
                KafkaConnection.to("localhost:1"),
                StreamsSettings.exactlyOnce(1, stateDir),
                Topics.ALERTS_DEAD_LETTERS),
            NOON);
    open = Optional.of(driver);
    return driver;
  }

  TopologyTestDriver driver() {
    return open.orElseGet(() -> open(EvaluationSettings.DEFAULTS));
  }

  void rule(String json) {
    var rule = AlertRuleJson.read(tree(json));
    Instant changedAt = NOON.plusMillis(changes++);
    rules().pipeInput(rule.id(), new StoredRule(rule, Origin.API, changedAt, "test"));
  }

  static JsonNode tree(String json) {
    try {
      return new JsonMapper().readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void delete(String id) {
    rules().pipeInput(id, null);
  }

  TestInputTopic<String, StoredRule> rules() {
    return driver()
        .createInputTopic(
            Topics.ALERT_RULES.name(),
            Topics.ALERT_RULES.key().serializer(),
            Topics.ALERT_RULES.value().serializer());
  }

  void send(Summary... windows) {
    TestInputTopic<SummaryKey, Summary> summaries =
        driver()
            .createInputTopic(
                Topics.SUMMARIES.name(),
                Topics.SUMMARIES.key().serializer(),
                Topics.SUMMARIES.value().serializer());
    for (Summary window : windows) {
      summaries.pipeInput(SummaryKey.of(window), window, window.from());
    }
  }

  /** As its camera machine reports it. */
  void report(CameraId camera, CameraStatus.State state) {
    driver()
        .createInputTopic(
            Topics.CAMERAS.name(),
            Topics.CAMERAS.key().serializer(),
            Topics.CAMERAS.value().serializer())
        .pipeInput(camera, new CameraStatus(camera, "webcam:0", state, "", false, NOON));
  }

  void pass(Duration wallClock) {
    for (long second = 0; second < Math.min(wallClock.toSeconds(), 200); second += 5) {
      driver().advanceWallClockTime(Duration.ofSeconds(Math.min(5, wallClock.toSeconds())));
    }
    long rest = wallClock.toSeconds() - 200;
    if (rest > 0) {
      driver().advanceWallClockTime(Duration.ofSeconds(rest));
    }
  }

  List<Alert> alerts() {
    TestOutputTopic<CameraId, Alert> alerts =
        driver()
            .createOutputTopic(
                Topics.ALERTS.name(),
                Topics.ALERTS.key().deserializer(),
                Topics.ALERTS.value().deserializer());
    return alerts.readValuesToList();
  }
}
