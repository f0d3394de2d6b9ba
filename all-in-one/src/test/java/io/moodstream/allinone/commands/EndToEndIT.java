package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera's frames become statistics: everything in one process, seen from outside. */
class EndToEndIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String SUMMARIES = "/api/v1/summaries?camera=hall&step=10s";

  @Test
  void shouldTurnACameraIntoSummariesThatOutliveAKill(@TempDir Path dataDir) throws Exception {
    Map<String, JsonNode> before = new HashMap<>();
    try (var moodstream = MoodstreamProcess.run(dataDir, "--camera", "hall=synthetic:7,fps=8")) {
      moodstream.awaitReady();
      awaitLiveCamera(moodstream);
      awaitFaces(moodstream);
      assertThatABrokenFrameIsSetAside(moodstream);
      assertThatASecondInstanceIsRefused(dataDir);
      assertThatMetricsAreThere(moodstream);
      assertThatTheCommandLineAnswersToo(moodstream);
      before.putAll(summariesByStart(moodstream));

      moodstream.kill();
    }

    try (var again =
        MoodstreamProcess.run(
            dataDir, "--camera", "hall=synthetic:7,fps=8", "--min-people", "1000")) {
      again.awaitReady();

      // What no commit had covered when it was killed is counted again, which takes a moment.
      await("what was known before the kill")
          .atMost(LIMIT)
          .untilAsserted(() -> assertThatNothingIsLost(before, summariesByStart(again)));
      awaitWithheldShares(again);
      long begin = System.nanoTime();
      again.stop();
      again.awaitExit();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
    }
  }

  private static void assertThatNothingIsLost(
      Map<String, JsonNode> before, Map<String, JsonNode> after) {
    assertThat(after.keySet()).containsAll(before.keySet());
    before.forEach(
        (start, summary) ->
            assertThat(after.get(start).get("frames").asLong())
                .as("frames of the window at " + start)
                .isGreaterThanOrEqualTo(summary.get("frames").asLong()));
  }

  private static void awaitLiveCamera(MoodstreamProcess moodstream) {
    await("the camera is live")
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              JsonNode cameras = moodstream.json("/api/v1/cameras");
              assertThat(cameras).hasSize(1);
              assertThat(cameras.get(0).get("id").asText()).isEqualTo("hall");
              assertThat(cameras.get(0).get("state").asText()).isEqualTo("live");
              assertThat(cameras.get(0).get("framesPerSecond").asDouble()).isPositive();
            });
    assertThat(moodstream.get("/health/ready").statusCode()).isEqualTo(200);
  }

  private static void awaitFaces(MoodstreamProcess moodstream) {
    await("a window with faces")
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(moodstream.json(SUMMARIES).get("series"))
                    .anySatisfy(summary -> assertThat(summary.get("faces").asLong()).isPositive()));
    JsonNode summary =
        moodstream.json(SUMMARIES).get("series").findParents("shares").stream()
            .filter(window -> window.get("faces").asLong() > 0)
            .findFirst()
            .orElseThrow();
    double sum = 0;
    for (Expression expression : Expression.ALL) {
      sum += summary.get("shares").get(expression.label()).asDouble();
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
    assertThat(summary.get("models").get(0).asInt()).isEqualTo(1);
    assertThat(summary.get("appearances").asLong()).isPositive();
    assertThat(summary.get("facesSeen").asLong())
        .isGreaterThanOrEqualTo(summary.get("faces").asLong());
    assertThat(summary.get("maxFaces").asLong()).isPositive();
    assertThat(Expression.labels()).contains(summary.get("dominant").asText());
  }

  private static void awaitWithheldShares(MoodstreamProcess moodstream) {
    await("a window with too few people")
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(moodstream.json(SUMMARIES).get("series"))
                    .anySatisfy(
                        summary -> {
                          assertThat(summary.get("frames").asLong()).isPositive();
                          assertThat(summary.get("faces").isNull()).isTrue();
                          assertThat(summary.get("suppressed").asBoolean()).isTrue();
                          assertThat(summary.get("shares").isNull()).isTrue();
                        }));
  }

  private static void assertThatABrokenFrameIsSetAside(MoodstreamProcess moodstream)
      throws Exception {
    byte[] cut = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'};
    var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var producer = frameProducer(moodstream.kafka());
        var consumer = deadLetterConsumer(moodstream.kafka())) {
      var sequence = new AtomicLong();
      // A busy machine may skip the first ones before it looks at them.
      await("a dead letter")
          .pollInSameThread()
          .atMost(LIMIT)
          .until(
              () -> {
                producer.send(frame(sequence.getAndIncrement(), cut)).get();
                consumer.poll(Duration.ofMillis(500)).forEach(letters::add);
                return !letters.isEmpty();
              });
    }

    ConsumerRecord<byte[], byte[]> letter = letters.get(0);
    assertThat(letter.key()).isEqualTo("broken".getBytes(StandardCharsets.UTF_8));
    assertThat(letter.value()).isEqualTo(cut);
    byte[] reason = letter.headers().lastHeader(DeadLetter.REASON).value();
    assertThat(new String(reason, StandardCharsets.UTF_8)).contains("truncated");
    assertThat(moodstream.get("/health/ready").statusCode()).as("it goes on").isEqualTo(200);
  }

  private static ProducerRecord<CameraId, byte[]> frame(long sequence, byte[] jpeg) {
    var camera = new CameraId("broken");
    var headers = new FrameHeaders(new FrameId("s", sequence), Instant.now()).toHeaders(camera);
    return new ProducerRecord<>(Topics.FRAMES.name(), null, camera, jpeg, headers);
  }

  private static KafkaProducer<CameraId, byte[]> frameProducer(KafkaConnection kafka) {
    return new KafkaProducer<>(
        kafka.clientProperties(),
        Topics.FRAMES.key().serializer(),
        Topics.FRAMES.value().serializer());
  }

  private static KafkaConsumer<byte[], byte[]> deadLetterConsumer(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put("auto.offset.reset", "earliest");
    var consumer =
        new KafkaConsumer<>(
            properties,
            Topics.DETECTOR_DEAD_LETTERS.key().deserializer(),
            Topics.DETECTOR_DEAD_LETTERS.value().deserializer());
    consumer.assign(List.of(new TopicPartition(Topics.DETECTOR_DEAD_LETTERS.name(), 0)));
    return consumer;
  }

  private static void assertThatASecondInstanceIsRefused(Path dataDir) throws Exception {
    try (var second = MoodstreamProcess.run(dataDir)) {
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(second.output().lines())
          .containsExactly(
              "moodstream: %s is in use by another moodstream; stop it, or choose another --data-dir"
                  .formatted(dataDir));
    }
  }

  private static void assertThatMetricsAreThere(MoodstreamProcess moodstream) {
    String metrics = moodstream.get("/metrics").body();
    assertThat(metrics)
        .contains("moodstream_camera_frames_total")
        .contains("moodstream_detector_frames_total")
        .contains("moodstream_detector_detection_seconds")
        .contains("moodstream_classifier_inference_seconds")
        .contains("moodstream_delay_seconds")
        .contains("jvm_memory_used_bytes");
  }

  private static void assertThatTheCommandLineAnswersToo(MoodstreamProcess moodstream) {
    var out = new StringWriter();
    int code =
        Moodstream.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute("query", "--url", moodstream.url().orElseThrow(), "--step", "10s");

    assertThat(code).isEqualTo(0);
    assertThat(out.toString().lines().skip(1)).isNotEmpty().allMatch(line -> line.contains("hall"));
  }

  private static Map<String, JsonNode> summariesByStart(MoodstreamProcess moodstream) {
    var byStart = new HashMap<String, JsonNode>();
    moodstream
        .json(SUMMARIES)
        .get("series")
        .forEach(summary -> byStart.put(summary.get("from").asText(), summary));
    return byStart;
  }
}
