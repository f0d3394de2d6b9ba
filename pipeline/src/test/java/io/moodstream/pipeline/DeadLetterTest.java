package io.moodstream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterTest {
  private static final byte[] PICTURE = "0123456789".repeat(20).getBytes(UTF_8);

  @Test
  void shouldKeepTheReasonAndOnlyTheFirstBytes() {
    var headers = new RecordHeaders().add("ce_id", "s-1".getBytes(UTF_8));

    byte[] kept = DeadLetter.describe(headers, PICTURE, "not a JPEG", "frames", 3, 99);

    assertThat(kept).hasSize(64).startsWith("0123456789".getBytes(UTF_8));
    assertThat(text(headers, DeadLetter.REASON)).isEqualTo("not a JPEG");
    assertThat(text(headers, DeadLetter.SIZE)).isEqualTo("200");
    assertThat(text(headers, DeadLetter.SOURCE)).isEqualTo("frames-3@99");
    assertThat(text(headers, DeadLetter.SHA256)).hasSize(64);
    assertThat(text(headers, "ce_id")).as("its own headers stay").isEqualTo("s-1");
  }

  @Test
  void shouldSendAnUnreadableRecordToTheDeadLetterTopicAndGoOn(@TempDir Path folder) {
    var builder = new StreamsBuilder();
    builder.stream(Topics.FACES.name(), Topics.FACES.consumed("faces"))
        .to("copies", Topics.FACES.produced("copies"));
    var properties =
        StreamsStage.properties(
            "test",
            KafkaConnection.to("unused:9092"),
            StreamsSettings.atLeastOnce(1, folder),
            Topics.CLASSIFIER_DEAD_LETTERS);
    try (var driver = new TopologyTestDriver(builder.build(), properties)) {
      var faces =
          driver.createInputTopic(
              Topics.FACES.name(), new StringSerializer(), new ByteArraySerializer());
      var letters =
          driver.createOutputTopic(
              Topics.CLASSIFIER_DEAD_LETTERS.name(),
              new StringDeserializer(),
              new ByteArrayDeserializer());

      faces.pipeInput("hall", PICTURE);
      faces.pipeInput("not a camera", new byte[0]);

      assertThat(letters.readRecordsToList())
          .satisfiesExactly(
              letter -> {
                assertThat(letter.key()).isEqualTo("hall");
                assertThat(letter.value()).hasSize(64);
                assertThat(text(letter.headers(), DeadLetter.SOURCE))
                    .isEqualTo("moodstream.faces.v1-0@0");
              },
              letter ->
                  assertThat(text(letter.headers(), DeadLetter.REASON))
                      .contains("camera id 'not a camera'"));
    }
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
