package io.moodstream.pipeline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEventsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");

  @ParameterizedTest
  @ValueSource(strings = {"1/manifest", "12/chunk/0", "12/chunk/34"})
  void shouldKeepModelKeysAsText(String text) {
    ModelKey key = ModelKey.parse(text);

    assertThat(key).hasToString(text);
    assertThat(key.version()).isEqualTo(text.startsWith("12") ? 12 : 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0/manifest", "1", "1/chunk", "1/chunk/-1", "x/manifest", "1/manifest/2"})
  void shouldRefuseKeysOfNoModel(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelKey.parse(text))
        .withMessageContaining("'%s'".formatted(text));
  }

  @Test
  void shouldCarryManifestsAndForgetTheirChunks() {
    var manifest =
        new ModelManifest(
            3, "ab".repeat(32), "cd".repeat(32), 9_000_000, 11, "{}", NOON, "ada", false);

    byte[] bytes = ModelSerdes.MANIFEST.serializer().serialize("models", manifest);
    assertThat(ModelSerdes.MANIFEST.deserializer().deserialize("models", bytes))
        .isEqualTo(manifest);
    assertThat(manifest.withoutChunks().deleted()).isTrue();
    assertThat(manifest.withoutChunks().chunks()).isZero();
    assertThat(manifest.withoutChunks().version()).isEqualTo(3);
  }

  @Test
  void shouldCarryWhatIsSaidOfModelsOverKafka() {
    var assignment = new ModelAssignment(3, List.of(1, 2), NOON, "ada", "better on smiles");
    var status =
        new ClassifierStatus(
            "c-1",
            "hall-pc",
            ClassifierStatus.State.SERVING,
            2,
            3,
            Set.of(2, 3),
            Map.of(4, "self-test failed"),
            NOON);
    var canary = status.withCanary(Optional.of(new CanaryFigures(3, 900, 80, 70, 60, 2.5, 2.25)));
    var half = new Probabilities(new float[] {.5f, 0, 0, .5f, 0, 0, 0});
    var happy = new Probabilities(new float[] {0, 0, 0, 1, 0, 0, 0});
    var comparison =
        new ShadowComparison(
            new CameraId("hall"),
            new FrameId("s", 9),
            NOON,
            2,
            3,
            Duration.ofNanos(4_321_000),
            Duration.ofMillis(5),
            List.of(new ShadowComparison.Face(7, half, happy)));
    var entry = new AuditEntry(NOON, "ada", AuditEntry.Action.PROMOTED, 2, 3, "better");

    assertThat(roundTrip(Topics.MODEL_ALIASES, assignment)).isEqualTo(assignment);
    assertThat(roundTrip(Topics.CLASSIFIERS, status)).isEqualTo(status);
    assertThat(roundTrip(Topics.CLASSIFIERS, canary)).isEqualTo(canary);
    assertThat(roundTrip(Topics.SHADOW, comparison)).isEqualTo(comparison);
    assertThat(roundTrip(Topics.AUDIT, entry)).isEqualTo(entry);
    assertThat(comparison.faces().get(0).agrees()).isFalse();
  }

  @Test
  void shouldCarryEveryStateActionAndAlias() {
    for (var state : ClassifierStatus.State.values()) {
      var status = new ClassifierStatus("c", "h", state, 0, 0, Set.of(), Map.of(), NOON);
      assertThat(roundTrip(Topics.CLASSIFIERS, status)).isEqualTo(status);
    }
    for (var action : AuditEntry.Action.values()) {
      var entry = new AuditEntry(NOON, "", action, 0, 0, "");
      assertThat(roundTrip(Topics.AUDIT, entry)).isEqualTo(entry);
    }
    for (var alias : ModelAlias.values()) {
      assertThat(ModelAlias.ofLabel(alias.label())).isEqualTo(alias);
    }
  }

  private static <V> V roundTrip(Topic<?, V> topic, V value) {
    byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
    return topic.value().deserializer().deserialize(topic.name(), bytes);
  }
}
