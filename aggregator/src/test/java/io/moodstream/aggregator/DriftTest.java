package io.moodstream.aggregator;

import static io.moodstream.aggregator.Frames.DOOR;
import static io.moodstream.aggregator.Frames.HALL;
import static io.moodstream.aggregator.Frames.HAPPY;
import static io.moodstream.aggregator.Frames.NOON;
import static io.moodstream.aggregator.Frames.SAD;
import static io.moodstream.aggregator.Frames.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.aggregator.drift.DriftSettings;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.Drift.State;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.FeatureDrift;
import io.moodstream.pipeline.drift.FeatureDrift.Level;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.serde.CloudEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reference of two hours and the hour after it, driven frame by frame. */
class DriftTest {
  private static final DriftSettings SHORT =
      new DriftSettings(Duration.ofHours(2), 40, Duration.ofHours(1), Duration.ofHours(3), 30);
  private static final AggregatorSettings SETTINGS = AggregatorSettings.defaults().withDrift(SHORT);

  @TempDir Path stateDir;
  private final Random random = new Random(5);
  private long track;
  private Driven driven;

  @BeforeEach
  void start() {
    driven = new Driven(SETTINGS, stateDir);
  }

  @AfterEach
  void stop() {
    driven.close();
  }

  @Test
  void shouldTakeTheFirstSpanWithEnoughFacesAsReference() {
    hour(HALL, 0, 50, .55f, HAPPY);
    hour(HALL, 1, 0, .55f, HAPPY);
    close(2);
    Drift waiting = drift(HALL);
    assertThat(waiting.state()).as("two hours, 50 faces").isEqualTo(State.WAITING);
    assertThat(waiting.reference().from()).isEqualTo(at(0));
    assertThat(waiting.reference().to()).isEqualTo(at(2));
    assertThat(waiting.reference().faces()).isEqualTo(50);
    assertThat(waiting.current()).isEmpty();
  }

  @Test
  void shouldExtendTheReferenceUntilItHasEnoughFaces() {
    hour(HALL, 0, 20, .55f, HAPPY);
    hour(HALL, 1, 10, .55f, HAPPY);
    hour(HALL, 2, 5, .55f, HAPPY);
    close(3);
    assertThat(drift(HALL).state()).isEqualTo(State.LEARNING);
    assertThat(drift(HALL).reference().independent()).isEqualTo(35);
    assertThat(drift(HALL).reference().needed()).isEqualTo(40);

    hour(HALL, 3, 5, .55f, HAPPY);
    close(4);
    assertThat(drift(HALL).referenceComplete()).isTrue();
    assertThat(drift(HALL).reference().to()).isEqualTo(at(4));
  }

  @Test
  void shouldFindNothingWhereNothingHasChanged() {
    learn();
    hour(HALL, 2, 200, .55f, HAPPY);
    close(3);

    Drift drift = drift(HALL);
    assertThat(drift.state()).isEqualTo(State.COMPARED);
    assertThat(drift.level()).contains(Level.STABLE);
    assertThat(drift.features()).extracting(FeatureDrift::feature).hasSize(4);
    assertThat(drift.largest()).hasValueSatisfying(psi -> assertThat(psi).isLessThan(.1));
  }

  @Test
  void shouldFindDarkerFacesAndOtherExpressions() {
    learn();
    hour(HALL, 2, 100, .25f, HAPPY);
    close(3);
    assertThat(level(drift(HALL), DriftFeature.BRIGHTNESS)).isEqualTo(Level.LARGE);
    assertThat(level(drift(HALL), DriftFeature.EXPRESSION)).isEqualTo(Level.STABLE);
    assertThat(level(drift(HALL), DriftFeature.SIZE)).isEqualTo(Level.STABLE);

    hour(HALL, 3, 100, .55f, SAD);
    close(4);
    assertThat(level(drift(HALL), DriftFeature.BRIGHTNESS)).isEqualTo(Level.STABLE);
    assertThat(level(drift(HALL), DriftFeature.EXPRESSION)).isEqualTo(Level.LARGE);
    assertThat(drift(HALL).current().orElseThrow().from()).isEqualTo(at(3));
  }

  @Test
  void shouldReachFurtherBackWhereTheLastSpanHasTooFewFaces() {
    learn();
    hour(HALL, 2, 20, .55f, HAPPY);
    close(3);
    assertThat(drift(HALL).state()).isEqualTo(State.WAITING);
    assertThat(drift(HALL).current().orElseThrow().independent()).isEqualTo(20);

    hour(HALL, 3, 15, .55f, HAPPY);
    close(4);
    assertThat(drift(HALL).state()).isEqualTo(State.COMPARED);
    assertThat(drift(HALL).current().orElseThrow().from()).isEqualTo(at(2));
    assertThat(drift(HALL).current().orElseThrow().faces()).isEqualTo(35);
  }

  @Test
  void shouldCountAFaceOnceInTenSecondsAndOneThatStaysAsOne() {
    // given: one face for 100 s, five frames a second
    for (int i = 0; i < 500; i++) {
      driven.send(frame(HALL, NOON.plusMillis(200L * i), 1, face(7, .55f, HAPPY)));
    }
    close(1);

    assertThat(drift(HALL).reference().faces()).isEqualTo(10);
    assertThat(drift(HALL).reference().independent()).isEqualTo(1);
  }

  @Test
  void shouldBeginANewReferenceWhenAskedTo() {
    learn();
    hour(HALL, 2, 100, .25f, HAPPY);
    close(3);
    assertThat(drift(HALL).level()).contains(Level.LARGE);

    // when: in the fourth hour
    driven.requestReference(new ReferenceRequest(HALL, at(3).plusSeconds(600), "ada"));
    driven.settle();

    // then
    assertThat(drift(HALL).state()).isEqualTo(State.LEARNING);
    assertThat(drift(HALL).reference().faces()).isZero();
    hour(HALL, 3, 50, .35f, HAPPY);
    hour(HALL, 4, 50, .25f, HAPPY);
    hour(HALL, 5, 50, .25f, HAPPY);
    hour(HALL, 6, 50, .25f, HAPPY);
    close(7);
    assertThat(drift(HALL).reference().from()).as("a whole hour").isEqualTo(at(4));
    assertThat(drift(HALL).level()).contains(Level.STABLE);
  }

  @Test
  void shouldForgetTheHistogramsOfAnErasedCameraOnly() {
    hour(DOOR, 0, 50, .55f, HAPPY);
    hour(HALL, 1, 100, .55f, HAPPY);
    hour(HALL, 2, 100, .55f, HAPPY);
    hour(HALL, 3, 100, .55f, HAPPY);
    close(4);
    assertThat(driven.driftStored()).isEqualTo(2 + 1);

    driven.mark(HALL, new ErasureMark(Instant.EPOCH, at(4), true), at(4));

    assertThat(driven.lastDrift(HALL)).isEmpty();
    assertThat(driven.driftStored()).as("the reference of the door").isEqualTo(1);
    assertThat(driven.lastDrift(DOOR)).isPresent();
  }

  @Test
  void shouldKeepTheReferenceWhereOnlyLaterFacesAreErased() {
    learn();
    hour(HALL, 2, 100, .55f, HAPPY);
    close(3);

    driven.mark(HALL, new ErasureMark(at(2).plusSeconds(60), at(2).plusSeconds(90), false), at(3));
    assertThat(driven.lastDrift(HALL)).isEmpty();
    hour(HALL, 4, 50, .55f, HAPPY);
    close(5);

    assertThat(drift(HALL).reference().from()).isEqualTo(at(0));
    assertThat(drift(HALL).current().orElseThrow().faces()).isEqualTo(50);

    // when: a moment of the reference
    driven.mark(HALL, new ErasureMark(at(1), at(1).plusSeconds(1), false), at(5));
    hour(HALL, 5, 50, .55f, HAPPY);
    close(6);
    assertThat(drift(HALL).state()).isEqualTo(State.LEARNING);
    assertThat(drift(HALL).reference().from()).isEqualTo(at(5));
  }

  @Test
  void shouldDescribeEveryRecordAsACloudEvent() {
    learn();
    close(2);
    driven.sendRaw("hall".getBytes(UTF_8), null);

    assertThat(driven.written()).isNotEmpty().allSatisfy(DriftTest::assertThatIsDescribed);
    assertThat(driven.drift()).isNotEmpty().allSatisfy(DriftTest::assertThatIsDescribed);
    assertThat(driven.deadLetterRecords()).hasSize(1).allSatisfy(DriftTest::assertThatIsDescribed);
  }

  private static void assertThatIsDescribed(TestRecord<?, ?> record) {
    assertThat(record.headers()).extracting(Header::key).containsAll(CloudEvents.HEADERS);
  }

  @Test
  void shouldKeepLittleForACamera() {
    driven.close();
    driven = new Driven(AggregatorSettings.defaults(), stateDir, at(16 * 24));
    // given: two weeks and a day, ten faces an hour of all kinds
    for (int hour = 0; hour < 15 * 24; hour++) {
      for (int i = 0; i < 10; i++) {
        double[] probabilities = i % 3 == 0 ? SAD : HAPPY;
        float brightness = random.nextFloat();
        driven.send(
            frame(
                HALL,
                at(hour).plusSeconds(30 + i * 300L),
                1,
                face(++track, brightness, probabilities)));
      }
      driven.settle();
    }
    close(15 * 24);

    Drift drift = drift(HALL);
    assertThat(drift.state()).isEqualTo(State.COMPARED);
    assertThat(drift.level()).contains(Level.STABLE);
    assertThat(driven.driftBytes()).as("bytes of a camera").isBetween(1_000L, 31_000L);
  }

  private void learn() {
    hour(HALL, 0, 100, .55f, HAPPY);
    hour(HALL, 1, 100, .55f, HAPPY);
  }

  /** New people, evenly over the hour. */
  private void hour(
      CameraId camera, int hour, int faces, float brightness, double[] probabilities) {
    driven.send(frame(camera, at(hour), 1));
    for (int i = 0; i < faces; i++) {
      float light = brightness + (random.nextFloat() - .5f) * .1f;
      driven.send(
          frame(
              camera,
              at(hour).plusSeconds(1 + i * 3_500L / faces),
              1,
              face(++track, light, probabilities)));
    }
  }

  private static FaceExpression face(long track, float brightness, double[] probabilities) {
    return new FaceExpression(
        track,
        new Box(10, 20, 60, 80),
        .8f,
        0,
        new Probabilities(
            new float[] {
              (float) probabilities[0],
              (float) probabilities[1],
              (float) probabilities[2],
              (float) probabilities[3],
              (float) probabilities[4],
              (float) probabilities[5],
              (float) probabilities[6]
            }),
        Optional.of(brightness));
  }

  /** Lets all hours before {@code hour} become final. */
  private void close(int hour) {
    driven.send(frame(HALL, at(hour).plusSeconds(61), 1));
    driven.settle();
  }

  private Drift drift(CameraId camera) {
    return driven.lastDrift(camera).orElseThrow();
  }

  private static Level level(Drift drift, DriftFeature feature) {
    return drift.features().stream()
        .filter(each -> each.feature() == feature)
        .map(FeatureDrift::level)
        .findFirst()
        .orElseThrow();
  }

  private static Instant at(int hour) {
    return NOON.plus(Duration.ofHours(hour));
  }
}
