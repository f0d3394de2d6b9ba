package io.moodstream.pipeline.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.250Z");
  private static final FrameInfo FRAME =
      new FrameInfo(new CameraId("hall"), new FrameId("a1", 7), NOON, NOON, 0, 0, Outcome.SKIPPED);

  /** Those of bytes are described where they are made. */
  private static final Set<Topic<?, ?>> OTHERS =
      Set.of(
          Topics.FRAMES,
          Topics.DETECTOR_DEAD_LETTERS,
          Topics.CLASSIFIER_DEAD_LETTERS,
          Topics.AGGREGATOR_DEAD_LETTERS,
          Topics.ALERTS_DEAD_LETTERS);

  @Test
  void shouldDescribeTheRecordsOfEveryTopicByATypeOfItsOwn() {
    Set<String> types = new HashSet<>();
    for (Topic<?, ?> topic : Topics.ALL) {
      if (!OTHERS.contains(topic)) {
        assertThat(topic.value()).as(topic.name()).isInstanceOf(CloudEventSerde.class);
        assertThat(types.add(((CloudEventSerde<?>) topic.value()).events().type())).isTrue();
      }
    }
    assertThat(types).hasSize(Topics.ALL.size() - OTHERS.size());
  }

  @Test
  void shouldDescribeAnEventWholly() {
    // given: made from a record that was described otherwise
    Headers headers = new FrameHeaders(FRAME.id(), NOON.minusSeconds(9)).toHeaders(FRAME.camera());

    byte[] described =
        Topics.EXPRESSIONS
            .value()
            .serializer()
            .serialize(Topics.EXPRESSIONS.name(), headers, FrameExpressions.skipped(FRAME));

    assertThat(headers)
        .extracting(Header::key)
        .containsExactlyInAnyOrderElementsOf(CloudEvents.HEADERS);
    assertThat(text(headers, CloudEvents.SPEC_VERSION)).isEqualTo("1.0");
    assertThat(text(headers, CloudEvents.ID)).isEqualTo("expressions/a1-7");
    assertThat(text(headers, CloudEvents.SOURCE)).isEqualTo("/cameras/hall");
    assertThat(text(headers, CloudEvents.TYPE)).isEqualTo("io.moodstream.expressions");
    assertThat(text(headers, CloudEvents.TIME)).isEqualTo("2026-06-01T12:00:00.250Z");
    assertThat(text(headers, CloudEvents.CONTENT_TYPE)).isEqualTo("application/protobuf");
    assertThat(described).hasSizeLessThan(80);
    int bytes = 0;
    for (Header header : headers) {
      bytes += 2 + header.key().length() + header.value().length;
    }
    assertThat(bytes).as("bytes of the headers").isLessThan(200);
  }

  @Test
  void shouldGiveEventsWithoutAnIdEachTheirOwn() {
    assertThat(id()).isNotEqualTo(id()).hasSize(36);
  }

  private static String id() {
    var headers = new RecordHeaders();
    Topics.SUMMARIES.value().serializer().serialize("summaries", headers, null);
    assertThat(headers.lastHeader(CloudEvents.CONTENT_TYPE)).as("nothing has no type").isNull();
    return text(headers, CloudEvents.ID);
  }

  @Test
  void shouldDescribeADeadLetterAsSuchAndKeepItsOrigin() {
    Headers headers = new FrameHeaders(FRAME.id(), NOON).toHeaders(FRAME.camera());

    DeadLetter.describe(headers, new byte[9], "damaged", new DeadLetter.Source("frames", 0, 1));

    assertThat(text(headers, CloudEvents.TYPE)).isEqualTo("io.moodstream.dead-letter");
    assertThat(text(headers, CloudEvents.CONTENT_TYPE)).isEqualTo("application/octet-stream");
    assertThat(text(headers, CloudEvents.ID)).isEqualTo("a1-7");
    assertThat(text(headers, CloudEvents.SOURCE)).isEqualTo("/cameras/hall");
  }

  @Test
  void shouldDescribeADeadLetterOfARecordWithoutHeaders() {
    var headers = new RecordHeaders();

    DeadLetter.describe(headers, new byte[9], "damaged", new DeadLetter.Source("frames", 0, 1));

    assertThat(headers).extracting(Header::key).containsAll(CloudEvents.HEADERS);
  }

  private static String text(Headers headers, String name) {
    assertThat(headers.headers(name)).as(name).hasSize(1);
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
