package io.moodstream.facedetector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Suitability;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.CloudEvents;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceDetectorTest {
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
  private static final CameraId HALL = new CameraId("hall");
  private static final CameraId DOOR = new CameraId("door");
  private static final Box FACE = new Box(220, 120, 160, 160);
  private static final Jpeg PICTURE = DrawnPicture.of(640, 480, FACE).jpeg();

  @TempDir private Path stateDir;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<byte @Nullable [], byte @Nullable []> frames;
  private TestOutputTopic<CameraId, DetectedFaces> faces;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void open() {
    var properties =
        StreamsStage.properties(
            "face-detector",
            KafkaConnection.to("none:1"),
            StreamsSettings.atLeastOnce(1, stateDir),
            Topics.DETECTOR_DEAD_LETTERS);
    driver = new TopologyTestDriver(topology(), properties, NOW);
    frames =
        driver.createInputTopic(
            Topics.FRAMES.name(), new ByteArraySerializer(), new ByteArraySerializer());
    faces =
        driver.createOutputTopic(
            Topics.FACES.name(),
            Topics.FACES.key().deserializer(),
            Topics.FACES.value().deserializer());
    deadLetters =
        driver.createOutputTopic(
            Topics.DETECTOR_DEAD_LETTERS.name(),
            Topics.DETECTOR_DEAD_LETTERS.key().deserializer(),
            Topics.DETECTOR_DEAD_LETTERS.value().deserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private Topology topology() {
    return FaceDetector.topology(
        DetectorSettings.defaults(), Clock.fixed(NOW, ZoneOffset.UTC), metrics);
  }

  @Test
  void shouldKeepItsTopology() throws IOException {
    assertThat(topology().describe().toString().strip())
        .isEqualTo(resource("topology.txt").strip());
  }

  @Test
  void shouldFindTheFacesOfAFreshFrame() {
    send(HALL, "a-6", NOW.minusMillis(180), NOW.minusMillis(150), PICTURE);
    send(HALL, "a-7", NOW.minusMillis(80), NOW.minusMillis(50), PICTURE);

    // A face counts once it was found a second time.
    assertThat(faces.readValue().faces()).isEmpty();
    TestRecord<CameraId, DetectedFaces> answer = faces.readRecord();
    assertThat(answer.key()).isEqualTo(HALL);
    assertThat(answer.getRecordTime()).isEqualTo(NOW.minusMillis(80));
    // Of the frame's headers none is left but its source.
    assertThat(answer.headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrderElementsOf(CloudEvents.HEADERS);
    assertThat(header(answer, CloudEvents.TYPE)).isEqualTo("io.moodstream.faces");
    assertThat(header(answer, CloudEvents.ID)).isEqualTo("faces/a-7");
    assertThat(answer.value().frame())
        .isEqualTo(
            new FrameInfo(
                HALL,
                new FrameId("a", 7),
                NOW.minusMillis(80),
                NOW.minusMillis(50),
                640,
                480,
                Outcome.ANALYSED));
    assertThat(answer.value().faces())
        .singleElement()
        .satisfies(
            face -> {
              assertThat(face.box().overlap(FACE)).isGreaterThan(0.7);
              assertThat(face.quality()).isBetween(0.5f, 1f);
              assertThat(face.suitability()).isEqualTo(Suitability.SUITABLE);
              assertThat(face.track()).isBetween(NOW.toEpochMilli() * 1_000, 1L << 53);
            });
    assertThat(frames("analysed")).isEqualTo(2);
    assertThat(metrics.get("moodstream.detector.faces").counter().count()).isEqualTo(1);
    assertThat(metrics.get("moodstream.detector.detection").timer().count()).isEqualTo(2);
  }

  @Test
  void shouldSayThatNobodyIsThere() {
    send(HALL, "a-0", NOW, NOW, DrawnPicture.of(640, 480).jpeg());

    DetectedFaces answer = faces.readValue();
    assertThat(answer.faces()).isEmpty();
    assertThat(answer.frame().outcome()).isEqualTo(Outcome.ANALYSED);
  }

  @Test
  void shouldSkipAStaleFrameWithoutDecodingIt() {
    Instant appendedAt = NOW.minusMillis(2_001);

    send(HALL, "a-0", appendedAt, appendedAt, new Jpeg(new byte[] {1, 2, 3}));

    DetectedFaces answer = faces.readValue();
    assertThat(answer)
        .isEqualTo(
            new DetectedFaces(
                new FrameInfo(
                    HALL, new FrameId("a", 0), appendedAt, appendedAt, 0, 0, Outcome.SKIPPED),
                List.of()));
    assertThat(frames("skipped")).isEqualTo(1);
    assertThat(frames("analysed")).isZero();
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldLookAtAFrameThatIsJustFreshEnough() {
    send(HALL, "a-0", NOW.minusSeconds(2), NOW.minusSeconds(2), PICTURE);

    assertThat(faces.readValue().frame().outcome()).isEqualTo(Outcome.ANALYSED);
  }

  @Test
  void shouldNotBelieveACameraWhoseClockIsAnHourOff() {
    send(HALL, "a-0", NOW.minus(Duration.ofHours(1)), NOW, PICTURE);

    TestRecord<CameraId, DetectedFaces> answer = faces.readRecord();
    assertThat(answer.getRecordTime()).isEqualTo(NOW);
    assertThat(answer.value().frame().capturedAt()).isEqualTo(NOW);
    assertThat(metrics.get("moodstream.detector.clocks.corrected").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldFollowAFaceThroughFramesOfItsCameraAlone() {
    for (int i = 0; i < 10; i++) {
      Jpeg picture = DrawnPicture.of(640, 480, new Box(100 + 20 * i, 120, 160, 160)).jpeg();
      send(HALL, "a-" + i, NOW, NOW.plusMillis(100L * i), picture);
      send(DOOR, "b-" + i, NOW, NOW.plusMillis(100L * i), PICTURE);
    }

    List<DetectedFaces> answers = faces.readValuesToList();
    assertThat(tracks(answers, HALL)).hasSize(9).containsOnly(tracks(answers, HALL).get(0));
    assertThat(tracks(answers, DOOR)).hasSize(9).containsOnly(tracks(answers, DOOR).get(0));
    assertThat(tracks(answers, HALL)).doesNotContainAnyElementsOf(tracks(answers, DOOR));
  }

  @Test
  void shouldGoOnWhenACameraChangesItsResolution() {
    Jpeg wide = DrawnPicture.of(1280, 720, new Box(500, 200, 300, 300)).jpeg();
    Jpeg small = DrawnPicture.of(320, 240, new Box(100, 60, 100, 100)).jpeg();
    int number = 0;
    for (Jpeg picture : List.of(PICTURE, PICTURE, wide, wide, small, small)) {
      send(HALL, "a-" + number++, NOW, NOW, picture);
    }

    assertThat(faces.readValuesToList())
        .extracting(
            answer -> answer.frame().width(),
            answer -> answer.frame().height(),
            answer -> answer.faces().size())
        .containsExactly(
            tuple(640, 480, 0),
            tuple(640, 480, 1),
            tuple(1280, 720, 0),
            tuple(1280, 720, 1),
            tuple(320, 240, 0),
            tuple(320, 240, 1));
  }

  @Test
  void shouldKeepOfATruncatedFrameOnlyItsHashAndBeginning() {
    byte[] truncated = Arrays.copyOf(PICTURE.bytes(), PICTURE.bytes().length / 2);

    send(HALL, "a-0", NOW, NOW, new Jpeg(truncated));

    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("hall");
    assertThat(letter.value()).isEqualTo(Arrays.copyOf(truncated, 64));
    assertThat(header(letter, DeadLetter.REASON)).startsWith("the JPEG is truncated");
    assertThat(header(letter, DeadLetter.SIZE)).isEqualTo(Integer.toString(truncated.length));
    assertThat(header(letter, DeadLetter.SHA256)).hasSize(64);
    assertThat(header(letter, DeadLetter.SOURCE)).isEqualTo("moodstream.frames.v1-0@0");
    assertThat(header(letter, "ce_id")).isEqualTo("a-0");
    assertThat(frames("dead_letter")).isEqualTo(1);
    assertThat(faces.isEmpty()).isTrue();
  }

  @Test
  void shouldRefuseWhatIsNoFrameAndGoOn() {
    Headers headers = FrameHeaders.of(frame("a-0", PICTURE)).toHeaders(HALL);
    var typeMissing = new RecordHeaders(headers);
    typeMissing.remove("ce_type");
    byte[] hall = "hall".getBytes(UTF_8);

    pipe(hall, PICTURE.bytes(), new RecordHeaders());
    pipe(hall, PICTURE.bytes(), typeMissing);
    pipe(hall, "<html>".getBytes(UTF_8), headers);
    pipe(hall, new byte[0], headers);
    pipe(hall, null, headers);
    pipe(null, PICTURE.bytes(), headers);
    pipe("no such id".getBytes(UTF_8), PICTURE.bytes(), headers);
    pipe(hall, PICTURE.bytes(), headers);

    assertThat(deadLetters.readRecordsToList())
        .extracting(letter -> header(letter, DeadLetter.REASON))
        .containsExactly(
            "header ce_type is missing",
            "header ce_type is missing",
            "not a JPEG: it does not begin with ff d8",
            "the picture is empty: 0 bytes",
            "the frame has no value: a JPEG expected",
            "the frame has no key: the camera's id expected",
            "camera id 'no such id' must be 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    assertThat(faces.readValuesToList()).hasSize(1);
  }

  @Test
  void shouldRefuseAnEndlessFrameId() {
    var headers = new RecordHeaders(FrameHeaders.of(frame("a-0", PICTURE)).toHeaders(HALL));
    headers.remove("ce_id");
    headers.add("ce_id", ("a".repeat(2 << 20) + "-0").getBytes(UTF_8));

    pipe("hall".getBytes(UTF_8), PICTURE.bytes(), headers);

    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(header(letter, DeadLetter.REASON))
        .isEqualTo("frame id of 2097154 characters: at most 128");
    assertThat(header(letter, DeadLetter.HEADERS_LEFT_OUT)).isEqualTo("1");
    assertThat(header(letter, "ce_id")).as("of the letter").hasSize(36);
    assertThat(header(letter, "ce_time")).isEqualTo(NOW.toString());
  }

  private static List<Long> tracks(List<DetectedFaces> answers, CameraId camera) {
    return answers.stream()
        .filter(answer -> answer.frame().camera().equals(camera))
        .flatMap(answer -> answer.faces().stream())
        .map(DetectedFace::track)
        .toList();
  }

  private double frames(String outcome) {
    return metrics.get("moodstream.detector.frames").tag("outcome", outcome).counter().count();
  }

  private static String header(TestRecord<?, ?> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private static Frame frame(String id, Jpeg jpeg) {
    return new Frame(HALL, FrameId.parse(id), NOW, jpeg);
  }

  private void send(CameraId camera, String id, Instant claimed, Instant appended, Jpeg jpeg) {
    var frame = new Frame(camera, FrameId.parse(id), claimed, jpeg);
    frames.pipeInput(
        new TestRecord<>(
            camera.value().getBytes(UTF_8),
            jpeg.bytes(),
            FrameHeaders.of(frame).toHeaders(camera),
            appended));
  }

  private void pipe(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    frames.pipeInput(new TestRecord<>(key, value, headers, NOW));
  }

  private String resource(String name) throws IOException {
    try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
