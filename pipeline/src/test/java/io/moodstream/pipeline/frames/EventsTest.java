package io.moodstream.pipeline.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.proto.v1.FacesProto;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");
  private static final FrameInfo FRAME =
      new FrameInfo(
          new CameraId("hall"),
          new FrameId("a1b2", 7),
          NOON,
          NOON.plusMillis(5),
          640,
          480,
          Outcome.ANALYSED);

  @Test
  void shouldCarryFacesOverKafka() {
    var pixels = new byte[Pixels.COUNT];
    pixels[3] = (byte) 200;
    var faces =
        new DetectedFaces(
            FRAME,
            List.of(
                new DetectedFace(42, new Box(1, 2, 30, 40), new Pixels(pixels), 0.625f),
                new DetectedFace(
                    43,
                    new Box(5, 6, 20, 20),
                    new Pixels(pixels),
                    0.25f,
                    -21.5f,
                    Suitability.BLURRED)));

    assertThat(roundTrip(Topics.FACES, faces)).isEqualTo(faces);
    assertThat(faces.suitable().faces()).containsExactly(faces.faces().get(0));
    assertThat(faces.unanalysed())
        .containsExactly(
            new UnanalysedFace(43, new Box(5, 6, 20, 20), -21.5f, 0.25f, Suitability.BLURRED));
  }

  @Test
  void shouldTakeFacesOfOlderRecordsAsSuitable() {
    // Given what a detector wrote before faces were assessed
    var face = new DetectedFace(42, new Box(1, 2, 30, 30), new Pixels(new byte[Pixels.COUNT]), 1);
    FacesProto message = faces(new DetectedFaces(FRAME, List.of(face)));
    FacesProto older =
        message.toBuilder()
            .setFaces(0, message.getFaces(0).toBuilder().clearSuitability().clearRoll())
            .build();

    // When
    DetectedFaces read = Topics.FACES.value().deserializer().deserialize("t", older.toByteArray());

    // Then
    assertThat(read.faces()).containsExactly(face);
  }

  private static FacesProto faces(DetectedFaces faces) {
    try {
      return FacesProto.parseFrom(Topics.FACES.value().serializer().serialize("t", faces));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldCountThePeopleInViewWithoutPicturesOnTheWall() {
    var box = new Box(0, 0, 48, 48);
    var probabilities = new Probabilities(new float[] {.1f, .1f, .1f, .4f, .1f, .1f, .1f});

    var expressions =
        new FrameExpressions(
            FRAME,
            3,
            List.of(new FaceExpression(1, box, 1, probabilities)),
            List.of(
                new UnanalysedFace(2, box, 0, .2f, Suitability.TURNED),
                new UnanalysedFace(3, box, 0, 1, Suitability.LIKELY_PICTURE)));

    assertThat(expressions.facesSeen()).isEqualTo(2);
  }

  @Test
  void shouldCarryExpressionsOverKafka() {
    var probabilities = new Probabilities(new float[] {.1f, .1f, .1f, .4f, .1f, .1f, .1f});
    var expressions =
        new FrameExpressions(
            FRAME,
            3,
            List.of(
                new FaceExpression(
                    42, new Box(0, 0, 48, 48), 1, 12.5f, probabilities, Optional.of(.25f)),
                // As before faces had a brightness.
                new FaceExpression(44, new Box(0, 0, 48, 48), 1, 12.5f, probabilities)),
            List.of(new UnanalysedFace(43, new Box(9, 9, 9, 9), 30, .1f, Suitability.TOO_SMALL)));

    assertThat(roundTrip(Topics.EXPRESSIONS, expressions)).isEqualTo(expressions);
  }

  @Test
  void shouldCarrySummariesAndTheirKeysOverKafka() {
    var shares = List.of(.1, .1, .1, .4, .1, .1, .1);
    var faces =
        new FaceStatistics(80, 190, 180, 3, 5, Optional.of(12.5), shares, 45, List.of(1, 2));
    var summary =
        new Summary(
            new CameraId("hall"),
            Step.TEN_SECONDS,
            NOON,
            true,
            new Coverage(90, 4),
            faces,
            2,
            false);
    SummaryKey key = SummaryKey.of(summary);

    assertThat(roundTrip(Topics.SUMMARIES, summary)).isEqualTo(summary);
    byte[] text = Topics.SUMMARIES.key().serializer().serialize("t", key);
    assertThat(new String(text, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("hall|10s|1780315200123");
    assertThat(Topics.SUMMARIES.key().deserializer().deserialize("t", text)).isEqualTo(key);
    assertThat(faces.dominant()).contains(Expression.HAPPY);
  }

  @Test
  void shouldCarryCameraStatusOverKafka() {
    var status =
        new CameraStatus(
            new CameraId("hall"),
            "webcam:0",
            CameraStatus.State.INTERRUPTED,
            "no picture for 5 s",
            true,
            NOON,
            new CameraLabel("Große Halle", Optional.of(new CameraId("floor")), "queue"),
            new CameraOwner("pi", CameraOwner.Origin.API));

    assertThat(roundTrip(Topics.CAMERAS, status)).isEqualTo(status);
  }

  @Test
  void shouldRefuseBytesThatAreNoMessage() {
    var deserializer = Topics.FACES.value().deserializer();

    assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {1, 2, 3}))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> deserializer.deserialize("t", new byte[0]))
        .as("a message without a camera")
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("camera id ''");
  }

  @Test
  void shouldReadASummaryThatWasWrittenBeforeFieldsWereAdded() {
    // given
    byte[] old =
        io.moodstream.pipeline.proto.v1.SummaryProto.newBuilder()
            .setCamera("hall")
            .setStep("1h")
            .setFrom(NOON.toEpochMilli())
            .setFrames(10)
            .setFaces(20)
            .setAppearances(4)
            .addAllShares(List.of(.1, .1, .1, .4, .1, .1, .1))
            .setUncertain(.25)
            .addModels(1)
            .build()
            .toByteArray();

    // when
    Summary read = Topics.SUMMARIES.value().deserializer().deserialize("t", old);

    // then
    assertThat(read.isFinal()).isTrue();
    assertThat(read.coverage()).isEqualTo(new Coverage(10, 0));
    assertThat(read.faces().frames()).isEqualTo(10);
    assertThat(read.faces().seen()).isEqualTo(20);
    assertThat(read.faces().uncertain()).isEqualTo(5);
    assertThat(read.faces().dwellSeconds()).isEmpty();
    assertThat(read.atLeast(2).suppressed()).isTrue();
    assertThat(read.atLeast(2).faces()).isEqualTo(FaceStatistics.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a|b", "ünïcode"})
  void shouldRefuseABadCameraId(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CameraId(text))
        .withMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "a-", "a-x", "-3", "a--1x"})
  void shouldRefuseABadFrameId(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameId.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void shouldLimitAFrameId() {
    String longest = "a".repeat(126) + "-7";

    assertThat(FrameId.parse(longest)).hasToString(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameId.parse("a" + longest))
        .withMessage("frame id of 129 characters: at most 128");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameId("a".repeat(126), 10))
        .withMessage("frame id of 129 characters: at most 128");
  }

  @Test
  void shouldReadAFrameIdWhoseSessionHasDashes() {
    assertThat(FrameId.parse("3f2a-11-9000000000"))
        .isEqualTo(new FrameId("3f2a-11", 9_000_000_000L))
        .hasToString("3f2a-11-9000000000");
  }

  @Test
  void shouldNameTheTopExpressionAndWhetherItIsCertain() {
    var even = new Probabilities(new float[] {.2f, .1f, .1f, .2f, .1f, .1f, .2f});
    var sure = new Probabilities(new float[] {0, 0, 0, .5f, .5f, 0, 0});

    assertThat(even.top()).as("the first in model order").isEqualTo(Expression.ANGRY);
    assertThat(even.uncertain()).isTrue();
    assertThat(sure.uncertain()).as("0.5 is certain enough").isFalse();
  }

  @Test
  void shouldRefuseProbabilitiesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Probabilities(new float[7]))
        .withMessageContaining("sum to 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Probabilities(new float[] {Float.NaN, 0, 0, 1, 0, 0, 0}))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Probabilities(new float[] {1}))
        .withMessageContaining("not 1");
  }

  @Test
  void shouldMeasureTheOverlapOfBoxes() {
    var box = new Box(0, 0, 10, 10);

    assertThat(box.overlap(box)).isEqualTo(1);
    assertThat(box.overlap(new Box(10, 0, 10, 10))).isEqualTo(0);
    assertThat(box.overlap(new Box(5, 0, 10, 10))).isEqualTo(50.0 / 150);
  }

  @Test
  void shouldAlignWindowsToTheEpochAlsoBeforeIt() {
    assertThat(Step.TEN_SECONDS.windowStart(Instant.ofEpochMilli(19_999)))
        .isEqualTo(Instant.ofEpochMilli(10_000));
    assertThat(Step.TEN_SECONDS.windowStart(Instant.ofEpochMilli(-1)))
        .isEqualTo(Instant.ofEpochMilli(-10_000));
    assertThat(Step.ofLabel("1h")).isEqualTo(Step.ONE_HOUR);
  }

  private static <V> V roundTrip(Topic<?, V> topic, V value) {
    byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
    return topic.value().deserializer().deserialize(topic.name(), bytes);
  }
}
