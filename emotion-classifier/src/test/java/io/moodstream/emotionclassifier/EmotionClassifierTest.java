package io.moodstream.emotionclassifier;

import static io.moodstream.emotionclassifier.DrivenClassifier.CAPTURED;
import static io.moodstream.emotionclassifier.DrivenClassifier.HALL;
import static io.moodstream.emotionclassifier.DrivenClassifier.NOW;
import static io.moodstream.emotionclassifier.DrivenClassifier.VERSION;
import static io.moodstream.emotionclassifier.DrivenClassifier.frame;
import static io.moodstream.emotionclassifier.DrivenClassifier.verdict;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.serving.Prediction;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Suitability;
import io.moodstream.pipeline.frames.UnanalysedFace;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.CloudEvents;
import io.moodstream.pipeline.stage.DeadLetter;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmotionClassifierTest {
  @TempDir private Path state;
  private DrivenClassifier classifier;

  @BeforeEach
  void open() {
    classifier = new DrivenClassifier(state);
  }

  @AfterEach
  void close() {
    classifier.close();
  }

  @Test
  void shouldKeepItsTopology() throws Exception {
    try (InputStream golden = EmotionClassifierTest.class.getResourceAsStream("/topology.txt")) {
      assertThat(
              EmotionClassifier.topology(
                      ClassifierSettings.defaults(),
                      (camera, faces) -> Optional.of(new Prediction(VERSION, List.of())),
                      (frame, prediction, time) -> {},
                      () -> NOW,
                      new SimpleMeterRegistry())
                  .describe()
                  .toString())
          .isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }

  @Test
  void shouldPredictAllFacesOfAFrameInOneCall() {
    // Given
    DetectedFaces three = frame("a", 0, 10, 20, 30);

    // When
    classifier.send(three);

    // Then
    TestRecord<CameraId, FrameExpressions> answer = classifier.expressions.readRecord();
    assertThat(answer.key()).isEqualTo(HALL);
    assertThat(answer.timestamp()).isEqualTo(CAPTURED.toEpochMilli());
    assertThat(answer.value().frame()).isEqualTo(three.frame());
    assertThat(answer.headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrderElementsOf(CloudEvents.HEADERS);
    assertThat(answer.value().model()).isEqualTo(VERSION);
    for (int i = 0; i < 3; i++) {
      DetectedFace face = three.faces().get(i);
      assertThat(answer.value().faces().get(i))
          .isEqualTo(
              new FaceExpression(
                  face.track(),
                  face.box(),
                  face.quality(),
                  0,
                  verdict(face.pixels()),
                  Optional.of(face.pixels().brightness())));
    }
    assertThat(classifier.calls).containsExactly(3);
    assertThat(classifier.heard).hasSize(1);
    assertThat(classifier.heard.get(0).faces()).hasSize(3);
    assertThat(classifier.metrics.get("moodstream.classifier.faces").counter().count())
        .isEqualTo(3);
    assertThat(classifier.metrics.get("moodstream.classifier.inference").timer().count())
        .isEqualTo(1);
    assertThat(classifier.metrics.get("moodstream.delay").timer().max(TimeUnit.MILLISECONDS))
        .isEqualTo(300);
  }

  @Test
  void shouldPredictSuitableFacesOnlyAndPassTheOthersOn() {
    // Given
    DetectedFaces frame = frame("a", 0, 10, 20);
    DetectedFace first = frame.faces().get(0);
    DetectedFace turned =
        new DetectedFace(first.track(), first.box(), first.pixels(), 0.3f, 20, Suitability.TURNED);

    // When
    classifier.send(new DetectedFaces(frame.frame(), List.of(turned, frame.faces().get(1))));

    // Then
    FrameExpressions answer = classifier.expressions.readRecord().value();
    assertThat(answer.faces())
        .extracting(FaceExpression::track)
        .containsExactly(frame.faces().get(1).track());
    assertThat(answer.unanalysed())
        .containsExactly(
            new UnanalysedFace(first.track(), first.box(), 20, 0.3f, Suitability.TURNED));
    assertThat(answer.facesSeen()).isEqualTo(2);
    assertThat(classifier.calls).containsExactly(1);
    assertThat(classifier.heard.get(0).faces()).hasSize(1);
  }

  @Test
  void shouldAnswerAFrameThatNoModelCanPredictAsSkipped() {
    // Given
    classifier.predict = (camera, faces) -> Optional.empty();

    // When
    classifier.send(frame("a", 0, 10, 20));

    // Then
    FrameExpressions answer = classifier.expressions.readRecord().value();
    assertThat(answer.frame().outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(answer.faces()).isEmpty();
    assertThat(classifier.heard).isEmpty();
    assertThat(classifier.metrics.get("moodstream.classifier.failed").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldAnswerAFrameOnceHoweverOftenItComes() {
    // Given a detector that crashed after frame 2 and began again at frame 1
    classifier.send(frame("a", 0, 1));
    classifier.send(frame("a", 1, 1));
    classifier.send(frame("a", 2, 1));

    // When
    classifier.send(frame("a", 1, 1));
    classifier.send(frame("a", 2, 1));
    classifier.send(frame("a", 3, 1));

    // Then
    assertThat(classifier.answeredFrames()).containsExactly("a-0", "a-1", "a-2", "a-3");
    assertThat(classifier.calls).hasSize(4);
    assertThat(classifier.metrics.get("moodstream.classifier.duplicates").counter().count())
        .isEqualTo(2);
  }

  @Test
  void shouldAnswerANewSessionFromItsFirstFrameAndStillKnowTheOldOne() {
    // Given
    classifier.send(frame("a", 7, 1));

    // When
    classifier.send(frame("b", 0, 1));
    classifier.send(frame("a", 7, 1));
    classifier.send(frame("b", 1, 1));

    // Then
    assertThat(classifier.answeredFrames()).containsExactly("a-7", "b-0", "b-1");
  }

  @Test
  void shouldKeepCamerasApart() {
    // Given
    CameraId door = new CameraId("door");
    classifier.send(frame("a", 7, 1));

    // When
    classifier.send(frame(door, 7));

    // Then
    assertThat(classifier.answeredFrames()).containsExactly("a-7", "a-7");
  }

  @Test
  void shouldSkipAFrameThatIsTooOld() {
    // Given a frame that was appended 2.001 s ago, and one of 2 s
    DetectedFaces old = frame("a", 0, NOW.minusMillis(2001), Outcome.ANALYSED, 1);
    DetectedFaces fresh = frame("a", 1, NOW.minusMillis(2000), Outcome.ANALYSED, 1);

    // When
    classifier.send(old);
    classifier.send(fresh);

    // Then
    FrameExpressions skipped = classifier.expressions.readValue();
    assertThat(skipped.frame().outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(skipped.frame().id()).isEqualTo(old.frame().id());
    assertThat(skipped.model()).isZero();
    assertThat(skipped.faces()).isEmpty();
    assertThat(classifier.expressions.readValue().faces()).hasSize(1);
    assertThat(classifier.calls).containsExactly(1);
    assertThat(
            classifier
                .metrics
                .get("moodstream.classifier.frames")
                .tag("outcome", "skipped")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void shouldPassOnThatTheDetectorSkippedAFrame() {
    // Given
    DetectedFaces skipped = frame("a", 0, CAPTURED, Outcome.SKIPPED);

    // When
    classifier.send(skipped);

    // Then
    assertThat(classifier.expressions.readValue())
        .isEqualTo(FrameExpressions.skipped(skipped.frame()));
    assertThat(classifier.calls).isEmpty();
  }

  @Test
  void shouldAnswerAFrameWithoutFacesWithoutInference() {
    // Given
    DetectedFaces unknown = frame("a", 0);

    // When
    classifier.send(unknown);

    // Then
    assertThat(classifier.expressions.readValue())
        .isEqualTo(new FrameExpressions(unknown.frame(), VERSION, List.of()));
    assertThat(classifier.metrics.get("moodstream.classifier.inference").timer().count()).isZero();
    assertThat(classifier.heard).isEmpty();
  }

  @Test
  void shouldSendWhatIsNoFrameToTheDeadLettersAndGoOn() {
    // Given
    TestInputTopic<byte[], byte[]> raw = classifier.raw();

    // When
    raw.pipeInput("hall".getBytes(UTF_8), "no faces at all".getBytes(UTF_8));
    raw.pipeInput(new TestRecord<>("hall".getBytes(UTF_8), null));
    raw.pipeInput(null, Topics.FACES.value().serializer().serialize("", frame("a", 0, 1)));
    classifier.send(frame("a", 1, 1));

    // Then
    List<TestRecord<byte[], byte[]>> dead = classifier.deadLetters.readRecordsToList();
    assertThat(dead.stream().map(EmotionClassifierTest::reason))
        .satisfiesExactly(
            undecodable -> assertThat(undecodable).isNotBlank(),
            empty ->
                assertThat(empty).isEqualTo("the faces have no value: a frame's faces expected"),
            nameless ->
                assertThat(nameless).isEqualTo("the faces have no key: the camera's id expected"));
    assertThat(dead.get(2).value()).hasSize(64);
    assertThat(classifier.answeredFrames()).containsExactly("a-1");
  }

  @Test
  void shouldSetAFrameAsideThatItFailsOn() {
    // Given
    classifier.predict =
        (camera, faces) -> {
          throw new IllegalStateException("a defect");
        };

    // When
    classifier.send(frame("a", 0, 1));

    // Then
    assertThat(classifier.answeredFrames()).isEmpty();
    assertThat(classifier.deadLetters.readRecordsToList())
        .singleElement()
        .extracting(EmotionClassifierTest::reason)
        .isEqualTo("the node predict-faces failed: a defect");
  }

  @Test
  void shouldRefuseFacesUnderTheKeyOfAnotherCamera() {
    classifier.send(new CameraId("door"), frame("a", 0, 1));

    assertThat(classifier.deadLetters.readRecordsToList())
        .singleElement()
        .extracting(EmotionClassifierTest::reason)
        .isEqualTo("the key is the camera door, the faces are of hall");
  }

  private static String reason(TestRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(DeadLetter.REASON).value(), UTF_8);
  }
}
