package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.CloudEventSerde;
import io.moodstream.pipeline.serde.CloudEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/asyncapi.yaml states is what Topics states. */
class AsyncApiTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Map<String, JsonNode> CHANNELS = new HashMap<>();
  private static JsonNode messages;
  private static JsonNode headers;

  @BeforeAll
  static void read() throws IOException {
    JsonNode api = new YAMLMapper().readTree(DOCS.resolve("asyncapi.yaml").toFile());
    api.get("channels").forEach(it -> CHANNELS.put(it.get("address").asText(), it));
    messages = api.at("/components/messages");
    headers = api.at("/components/messageTraits/cloudEvent/headers/properties");
  }

  @Test
  void shouldListEveryTopic() {
    assertThat(CHANNELS.keySet())
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topic::name).toList());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldStateTheSettingsOfATopic(Topic<?, ?> topic) {
    JsonNode kafka = CHANNELS.get(topic.name()).at("/bindings/kafka");
    JsonNode settings = kafka.get("topicConfiguration");

    assertThat(kafka.get("partitions").asInt()).isEqualTo(topic.partitions());
    assertThat(String.join(",", texts(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG))))
        .isEqualTo(topic.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG));
    assertThat(settings.path(TopicConfig.RETENTION_MS_CONFIG).asText(null))
        .isEqualTo(topic.settings().get(TopicConfig.RETENTION_MS_CONFIG));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldNameAMessageThatExists(Topic<?, ?> topic) throws IOException {
    JsonNode references = CHANNELS.get(topic.name()).get("messages");
    assertThat(references).hasSize(1);
    JsonNode message = messages.get(references.fieldNames().next());
    Optional<CloudEvents> events =
        topic.value() instanceof CloudEventSerde<?> described
            ? Optional.of(described.events())
            : Optional.empty();
    boolean protobuf = message.get("contentType").asText().equals(CloudEvents.PROTOBUF);
    events.ifPresent(
        it -> {
          assertThat(message.get("name").asText()).isEqualTo(it.type());
          assertThat(message.get("contentType").asText()).isEqualTo(it.contentType());
        });
    assertThat(message.at("/traits/0/$ref").asText())
        .isEqualTo("#/components/messageTraits/cloudEvent");
    assertThat(message.has("payload")).isEqualTo(protobuf);
    if (protobuf) {
      String[] place = message.at("/payload/schema/$ref").asText().split("#", 2);
      assertThat(Files.readString(DOCS.resolve(place[0]))).contains("message " + place[1] + " {");
    }
  }

  @Test
  void shouldDescribeTheHeaders() {
    assertThat(headers.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(CloudEvents.HEADERS);
  }

  static List<Topic<?, ?>> topics() {
    return Topics.ALL;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
