package io.moodstream.alerts.evaluation;

import static io.moodstream.alerts.evaluation.Windows.DOOR;
import static io.moodstream.alerts.evaluation.Windows.HALL;
import static io.moodstream.alerts.evaluation.Windows.NOON;
import static io.moodstream.alerts.evaluation.Windows.sad;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertRuleJson;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.alerts.StoredRule.Origin;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.junit.jupiter.api.Test;

class AlertTopologyTest extends DrivenRules {
  @Test
  void shouldKeepItsShape() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
      assertThat(golden).isNotNull();
      assertThat(AlertTopology.build(EvaluationSettings.DEFAULTS).describe().toString())
          .isEqualToIgnoringNewLines(new String(golden.readAllBytes(), UTF_8));
    }
  }

  /** Anyone with the right to write the topic of rules can write such records. */
  @Test
  void shouldGoOnAfterRulesThatCannotBe() {
    // given
    byte[] sound = bytes(SAD.replace("30s", "0s").replace("'id':'sad'", "'id':'sound'"));
    TestInputTopic<byte[], byte[]> topic =
        driver()
            .createInputTopic(
                Topics.ALERT_RULES.name(), new ByteArraySerializer(), new ByteArraySerializer());

    // when
    topic.pipeInput(null, sound);
    topic.pipeInput((byte[]) null, (byte[]) null);
    topic.pipeInput("noise".getBytes(UTF_8), "noise".getBytes(UTF_8));
    topic.pipeInput("another".getBytes(UTF_8), sound);
    for (int i = 0; i < 1_100; i++) {
      rule("{'id':'never-%d','metric':'sad','above':0.9}".formatted(i));
    }
    delete("never-1");
    rule(SAD.replace("30s", "0s"));
    send(sad(HALL, 0, 0.5), sad(HALL, 1, 0.5));

    // then
    assertThat(alerts()).extracting(Alert::rule).containsExactly("sad");
    assertThat(rulesStored()).isEqualTo(1_000);
  }

  /** Written by another version, or by someone with the right to write the changelog. */
  @Test
  void shouldBeginAnewWithACameraWhoseWatchCannotBeRead() {
    rule(SAD.replace("30s", "0s"));
    send(sad(HALL, 0, 0.1), sad(DOOR, 0, 0.1));

    spoil(HALL);
    pass(Duration.ofSeconds(5));
    send(sad(HALL, 1, 0.9), sad(HALL, 2, 0.9));

    assertThat(alerts()).extracting(Alert::camera).containsExactly(HALL);
  }

  @SuppressWarnings("unchecked") // The bytes below the typed store.
  private void spoil(CameraId camera) {
    var typed =
        (WrappedStateStore<KeyValueStore<Bytes, byte[]>, ?, ?>)
            driver().getAllStateStores().get(AlertTopology.CAMERAS);
    byte[] key = Topics.ALERTS.key().serializer().serialize(Topics.ALERTS.name(), camera);
    typed.wrapped().put(Bytes.wrap(key), new byte[] {1, 2, 3});
  }

  private long rulesStored() {
    return driver().getKeyValueStore(AlertTopology.RULES).approximateNumEntries();
  }

  private static byte[] bytes(String json) {
    return Topics.ALERT_RULES
        .value()
        .serializer()
        .serialize(
            Topics.ALERT_RULES.name(),
            new StoredRule(AlertRuleJson.read(tree(json)), Origin.API, NOON, "test"));
  }
}
