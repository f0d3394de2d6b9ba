package io.moodstream.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterTest {
  private static final byte[] PICTURE = "0123456789".repeat(20).getBytes(UTF_8);

  @TempDir private Path folder;

  private final AtomicBoolean failing = new AtomicBoolean();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> frames;
  private TestOutputTopic<String, byte[]> copies;
  private TestOutputTopic<String, byte[]> letters;

  /** A stage that copies frames, and fails on request. */
  @BeforeEach
  void open() {
    var builder = new StreamsBuilder();
    builder.stream(Topics.FRAMES.name(), Topics.FRAMES.consumed("frames"))
        .peek(
            (camera, frame) -> {
              if (failing.get()) {
                throw new IllegalStateException("a defect");
              }
            })
        .to("copies", Topics.FRAMES.produced("copies"));
    var properties =
        StreamsStage.properties(
            "test",
            KafkaConnection.to("unused:9092"),
            StreamsSettings.atLeastOnce(1, folder),
            Topics.DETECTOR_DEAD_LETTERS);
    driver = new TopologyTestDriver(builder.build(), properties);
    frames =
        driver.createInputTopic(
            Topics.FRAMES.name(), new StringSerializer(), new ByteArraySerializer());
    copies = output("copies");
    letters = output(Topics.DETECTOR_DEAD_LETTERS.name());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldKeepTheReasonAndOnlyTheFirstBytes() {
    var headers = new RecordHeaders().add("ce_id", "s-1".getBytes(UTF_8));

    byte[] kept =
        DeadLetter.describe(headers, PICTURE, "not a JPEG", new DeadLetter.Source("frames", 3, 99));

    assertThat(kept).hasSize(64).startsWith("0123456789".getBytes(UTF_8));
    assertThat(text(headers, DeadLetter.REASON)).isEqualTo("not a JPEG");
    assertThat(text(headers, DeadLetter.SIZE)).isEqualTo("200");
    assertThat(text(headers, DeadLetter.SOURCE)).isEqualTo("frames-3@99");
    assertThat(text(headers, DeadLetter.SHA256)).hasSize(64);
    assertThat(text(headers, "ce_id")).as("its own headers stay").isEqualTo("s-1");
  }

  @Test
  void shouldSendAnUnreadableRecordToTheDeadLetterTopicAndGoOn() {
    var headers = new RecordHeaders().add("ce_id", "s-1".getBytes(UTF_8));

    frames.pipeInput(new TestRecord<>("not a camera", PICTURE, headers));
    frames.pipeInput("hall", PICTURE);

    TestRecord<String, byte[]> letter = letters.readRecord();
    assertThat(letter.key()).isEqualTo("not a camera");
    assertThat(letter.value()).hasSize(64);
    assertThat(text(letter.headers(), DeadLetter.SOURCE)).isEqualTo("moodstream.frames.v1-0@0");
    assertThat(text(letter.headers(), DeadLetter.REASON)).contains("camera id 'not a camera'");
    assertThat(letter.headers().lastHeader(DeadLetter.KEY_SIZE)).isNull();
    assertThat(letter.headers().lastHeader(DeadLetter.HEADERS_LEFT_OUT)).isNull();
    assertThat(text(letter.headers(), "ce_id")).isEqualTo("s-1");
    assertThat(copies.getQueueSize()).isEqualTo(1);
  }

  @Test
  void shouldBeSmallHoweverLargeTheRecordIs() {
    // given
    String large = "x".repeat(2 << 20);
    var headers = new RecordHeaders().add("ce_time", large.getBytes(UTF_8));
    for (int i = 0; i < 100_000; i++) {
      headers.add("h", new byte[0]);
    }

    // when
    frames.pipeInput(new TestRecord<>(large, PICTURE, headers));

    // then
    TestRecord<String, byte[]> letter = letters.readRecord();
    assertThat(letter.key()).isEqualTo("x".repeat(256));
    assertThat(text(letter.headers(), DeadLetter.KEY_SIZE)).isEqualTo("2097152");
    assertThat(text(letter.headers(), DeadLetter.REASON))
        .startsWith("camera id 'xxx")
        .endsWith("x…")
        .hasSize(500);
    assertThat(text(letter.headers(), "ce_time")).as("of the letter").hasSizeLessThan(40);
    assertThat(letter.headers().headers("h")).hasSize((8 << 10) / 17);
    assertThat(text(letter.headers(), DeadLetter.HEADERS_LEFT_OUT))
        .isEqualTo(Integer.toString(100_001 - (8 << 10) / 17));
  }

  @Test
  void shouldSetARecordAsideThatTheTopologyFailsOn() {
    failing.set(true);
    frames.pipeInput("hall", PICTURE);
    failing.set(false);
    frames.pipeInput("hall", PICTURE);

    TestRecord<String, byte[]> letter = letters.readRecord();
    assertThat(letter.key()).isEqualTo("hall");
    assertThat(letter.value()).hasSize(64);
    assertThat(text(letter.headers(), DeadLetter.SOURCE)).isEqualTo("moodstream.frames.v1-0@0");
    assertThat(text(letter.headers(), DeadLetter.REASON)).endsWith(" failed: a defect");
    assertThat(copies.getQueueSize()).isEqualTo(1);
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
