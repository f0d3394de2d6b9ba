package io.moodstream.emotionclassifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.Box;
import io.moodstream.pipeline.CameraId;
import io.moodstream.pipeline.DeadLetter;
import io.moodstream.pipeline.DetectedFace;
import io.moodstream.pipeline.DetectedFaces;
import io.moodstream.pipeline.FaceExpression;
import io.moodstream.pipeline.FrameExpressions;
import io.moodstream.pipeline.FrameId;
import io.moodstream.pipeline.FrameInfo;
import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.Outcome;
import io.moodstream.pipeline.Pixels;
import io.moodstream.pipeline.Probabilities;
import io.moodstream.pipeline.StreamsSettings;
import io.moodstream.pipeline.StreamsStage;
import io.moodstream.pipeline.Topic;
import io.moodstream.pipeline.Topics;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmotionClassifierTest {
  private static final CameraId HALL = new CameraId("hall");
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.500Z");
  private static final Instant CAPTURED = NOW.minusMillis(300);
  private static final int VERSION = 3;

  @TempDir private Path state;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<Integer> calls = new ArrayList<>();
  private final List<Judgement> heard = new ArrayList<>();
  private Function<List<Pixels>, Judgement> judge =
      faces -> new Judgement(VERSION, faces.stream().map(EmotionClassifierTest::verdict).toList());
  private TopologyTestDriver driver;
  private TestInputTopic<CameraId, DetectedFaces> faces;
  private TestOutputTopic<CameraId, FrameExpressions> expressions;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void open() {
    driver =
        new TopologyTestDriver(
            EmotionClassifier.topology(
                ClassifierSettings.defaults(),
                this::counted,
                (frame, judgement, time) -> heard.add(judgement),
                () -> NOW,
                metrics),
            properties(state));
    faces = input(Topics.FACES);
    expressions = output(Topics.EXPRESSIONS);
    deadLetters = output(Topics.CLASSIFIER_DEAD_LETTERS);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldKeepItsTopology() throws Exception {
    try (InputStream golden = EmotionClassifierTest.class.getResourceAsStream("/topology.txt")) {
      assertThat(
              EmotionClassifier.topology(
                      ClassifierSettings.defaults(),
                      judge,
                      (frame, judgement, time) -> {},
                      () -> NOW,
                      new SimpleMeterRegistry())
                  .describe()
                  .toString())
          .isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }

  @Test
  void shouldJudgeAllFacesOfAFrameInOneCall() {
    // Given
    DetectedFaces three = frame("a", 0, 10, 20, 30);

    // When
    send(three);

    // Then
    TestRecord<CameraId, FrameExpressions> answer = expressions.readRecord();
    assertThat(answer.key()).isEqualTo(HALL);
    assertThat(answer.timestamp()).isEqualTo(CAPTURED.toEpochMilli());
    assertThat(answer.value().frame()).isEqualTo(three.frame());
    assertThat(answer.value().model()).isEqualTo(VERSION);
    for (int i = 0; i < 3; i++) {
      DetectedFace face = three.faces().get(i);
      assertThat(answer.value().faces().get(i))
          .isEqualTo(
              new FaceExpression(face.track(), face.box(), face.quality(), verdict(face.pixels())));
    }
    assertThat(calls).containsExactly(3);
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).faces()).hasSize(3);
    assertThat(metrics.get("moodstream.classifier.faces").counter().count()).isEqualTo(3);
    assertThat(metrics.get("moodstream.classifier.inference").timer().count()).isEqualTo(1);
    assertThat(metrics.get("moodstream.delay").timer().max(TimeUnit.MILLISECONDS)).isEqualTo(300);
  }

  @Test
  void shouldAnswerAFrameOnceHoweverOftenItComes() {
    // Given a detector that crashed after frame 2 and began again at frame 1
    send(frame("a", 0, 1));
    send(frame("a", 1, 1));
    send(frame("a", 2, 1));

    // When
    send(frame("a", 1, 1));
    send(frame("a", 2, 1));
    send(frame("a", 3, 1));

    // Then
    assertThat(answeredFrames()).containsExactly("a-0", "a-1", "a-2", "a-3");
    assertThat(calls).hasSize(4);
    assertThat(metrics.get("moodstream.classifier.duplicates").counter().count()).isEqualTo(2);
  }

  @Test
  void shouldAnswerANewSessionFromItsFirstFrameAndStillKnowTheOldOne() {
    // Given
    send(frame("a", 7, 1));

    // When
    send(frame("b", 0, 1));
    send(frame("a", 7, 1));
    send(frame("b", 1, 1));

    // Then
    assertThat(answeredFrames()).containsExactly("a-7", "b-0", "b-1");
  }

  @Test
  void shouldKeepCamerasApart() {
    // Given
    CameraId door = new CameraId("door");
    send(frame("a", 7, 1));

    // When
    faces.pipeInput(door, frame("a", 7, 1), CAPTURED);

    // Then
    assertThat(answeredFrames()).containsExactly("a-7", "a-7");
  }

  @Test
  void shouldSkipAFrameThatIsTooOld() {
    // Given a frame that was appended 2.001 s ago, and one of 2 s
    DetectedFaces old = frame("a", 0, NOW.minusMillis(2001), Outcome.ANALYSED, 1);
    DetectedFaces fresh = frame("a", 1, NOW.minusMillis(2000), Outcome.ANALYSED, 1);

    // When
    send(old);
    send(fresh);

    // Then
    FrameExpressions skipped = expressions.readValue();
    assertThat(skipped.frame().outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(skipped.frame().id()).isEqualTo(old.frame().id());
    assertThat(skipped.model()).isZero();
    assertThat(skipped.faces()).isEmpty();
    assertThat(expressions.readValue().faces()).hasSize(1);
    assertThat(calls).containsExactly(1);
    assertThat(
            metrics.get("moodstream.classifier.frames").tag("outcome", "skipped").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldPassOnThatTheDetectorSkippedAFrame() {
    // Given
    DetectedFaces skipped = frame("a", 0, CAPTURED, Outcome.SKIPPED);

    // When
    send(skipped);

    // Then
    assertThat(expressions.readValue()).isEqualTo(FrameExpressions.skipped(skipped.frame()));
    assertThat(calls).isEmpty();
  }

  @Test
  void shouldAnswerAFrameWithoutFacesWithoutInference() {
    // Given
    DetectedFaces nobody = frame("a", 0);

    // When
    send(nobody);

    // Then
    assertThat(expressions.readValue())
        .isEqualTo(new FrameExpressions(nobody.frame(), VERSION, List.of()));
    assertThat(metrics.get("moodstream.classifier.inference").timer().count()).isZero();
    assertThat(heard).isEmpty();
  }

  @Test
  void shouldSendWhatIsNoFrameToTheDeadLettersAndGoOn() {
    // Given
    TestInputTopic<byte[], byte[]> raw =
        driver.createInputTopic(
            Topics.FACES.name(), Serdes.ByteArray().serializer(), Serdes.ByteArray().serializer());

    // When
    raw.pipeInput("hall".getBytes(UTF_8), "no faces at all".getBytes(UTF_8));
    raw.pipeInput(new TestRecord<>("hall".getBytes(UTF_8), null));
    raw.pipeInput(null, Topics.FACES.value().serializer().serialize("", frame("a", 0, 1)));
    send(frame("a", 1, 1));

    // Then
    List<TestRecord<byte[], byte[]>> dead = deadLetters.readRecordsToList();
    assertThat(dead.stream().map(EmotionClassifierTest::reason))
        .satisfiesExactly(
            undecodable -> assertThat(undecodable).isNotBlank(),
            empty ->
                assertThat(empty).isEqualTo("the faces have no value: a frame's faces expected"),
            nameless ->
                assertThat(nameless).isEqualTo("the faces have no key: the camera's id expected"));
    assertThat(dead.get(2).value()).hasSize(64);
    assertThat(answeredFrames()).containsExactly("a-1");
  }

  @Test
  void shouldEndWithTheReasonOfAModelThatFails() {
    // Given
    judge =
        faces -> {
          throw new IllegalStateException("the model tiny failed: out of memory");
        };

    // When, then
    assertThatThrownBy(() -> send(frame("a", 0, 1)))
        .hasRootCauseMessage("the model tiny failed: out of memory");
  }

  /** The frame's number of faces is noted when there are any. */
  private Judgement counted(List<Pixels> pixels) {
    if (!pixels.isEmpty()) {
      calls.add(pixels.size());
    }
    return judge.apply(pixels);
  }

  private void send(DetectedFaces frame) {
    faces.pipeInput(frame.frame().camera(), frame, CAPTURED);
  }

  private List<String> answeredFrames() {
    return expressions.readValuesToList().stream()
        .map(answer -> answer.frame().id().toString())
        .toList();
  }

  private static String reason(TestRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(DeadLetter.REASON).value(), UTF_8);
  }

  /** A verdict that tells which face it is of. */
  private static Probabilities verdict(Pixels face) {
    float happy = face.at(0) / 255f;
    return Probabilities.of(List.of(1 - happy, 0f, 0f, happy, 0f, 0f, 0f));
  }

  private static DetectedFaces frame(String session, long sequence, int... grays) {
    return frame(session, sequence, CAPTURED, Outcome.ANALYSED, grays);
  }

  private static DetectedFaces frame(
      String session, long sequence, Instant appendedAt, Outcome outcome, int... grays) {
    var info =
        new FrameInfo(
            HALL, new FrameId(session, sequence), CAPTURED, appendedAt, 640, 480, outcome);
    return new DetectedFaces(
        info, IntStream.range(0, grays.length).mapToObj(i -> face(i, grays[i])).toList());
  }

  private static DetectedFace face(int track, int gray) {
    byte[] values = new byte[Pixels.COUNT];
    Arrays.fill(values, (byte) gray);
    return new DetectedFace(track, new Box(10 * track, 0, 48, 48), new Pixels(values), 0.5f);
  }

  private <K, V> TestInputTopic<K, V> input(Topic<K, V> topic) {
    return driver.createInputTopic(
        topic.name(), topic.key().serializer(), topic.value().serializer());
  }

  private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.key().deserializer(), topic.value().deserializer());
  }

  private static Properties properties(Path state) {
    return StreamsStage.properties(
        "emotion-classifier-test",
        KafkaConnection.to("nowhere:9092"),
        // The driver loses a dead letter of the deserializer when its producer has transactions.
        StreamsSettings.atLeastOnce(1, state),
        Topics.CLASSIFIER_DEAD_LETTERS);
  }
}
