package io.moodstream.pipeline.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSerdeTest {
  private static final CameraId HALL = new CameraId("hall");

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
  void shouldNotCallFacesAPicture() {
    // given the headers of the frame in which they were found
    var frame = new Frame(HALL, new FrameId("s", 7), Instant.EPOCH, new Jpeg(new byte[] {1}));
    Headers headers = FrameHeaders.of(frame).toHeaders(HALL);

    // when
    Topics.FACES.value().serializer().serialize(Topics.FACES.name(), headers, null);

    // then
    assertThat(text(headers, "content-type")).isEqualTo("application/protobuf");
    assertThat(text(headers, "ce_type")).isEqualTo("io.moodstream.faces");
    assertThat(text(headers, "ce_id")).isEqualTo("s-7");
    assertThat(text(headers, "ce_source")).isEqualTo("/cameras/hall");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
