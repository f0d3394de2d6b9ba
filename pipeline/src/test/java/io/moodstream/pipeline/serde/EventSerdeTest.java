package io.moodstream.pipeline.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSerdeTest {
  @ParameterizedTest
  @MethodSource
  void shouldStateTheContentTypeOfEveryProtobufTopic(Topic<?, ?> topic) {
    Headers headers = new RecordHeaders();

    topic.value().serializer().serialize(topic.name(), headers, null);

    assertThat(text(headers, "content-type")).isEqualTo("application/protobuf");
  }

  static Object[] shouldStateTheContentTypeOfEveryProtobufTopic() {
    return Topics.ALL.stream().filter(topic -> topic.value() instanceof EventSerde).toArray();
  }

  @Test
  void shouldReplaceTheContentTypeOfWhatItWasMadeFrom() {
    Headers headers = new RecordHeaders().add("content-type", "image/jpeg".getBytes(UTF_8));

    Topics.FACES.value().serializer().serialize(Topics.FACES.name(), headers, null);

    assertThat(headers.headers("content-type")).hasSize(1);
    assertThat(text(headers, "content-type")).isEqualTo("application/protobuf");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
