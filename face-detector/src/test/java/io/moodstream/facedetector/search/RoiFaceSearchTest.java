package io.moodstream.facedetector.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.facedetector.DrawnPicture;
import io.moodstream.facedetector.GrayPicture;
import io.moodstream.facedetector.search.DetectorSettings.Haar;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real cascade on successive frames of a camera; each look at the clock costs some time. */
class RoiFaceSearchTest {
  private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
  private static final CameraId HALL = new CameraId("hall");
  private static final CameraId DOOR = new CameraId("door");
  private static final Box ANN = new Box(60, 120, 200, 200);
  private static final Box BOB = new Box(400, 150, 160, 160);

  private final HaarCascade cascade = HaarCascade.open(Haar.DEFAULT);
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong clock = new AtomicLong();
  private long searchNanos;
  private final RoiFaceSearch search =
      new RoiFaceSearch(
          cascade,
          DetectorSettings.defaults(),
          numbers::incrementAndGet,
          () -> clock.addAndGet(searchNanos));

  @AfterEach
  void close() {
    cascade.close();
  }

  @Test
  void shouldCountAFaceOnceItWasFoundASecondTime() {
    assertThat(at(0, ANN)).isEmpty();
    assertFound(at(100, ANN), ANN);
  }

  @Test
  void shouldNotCountAFaceThatWasFoundOnce() {
    at(0, ANN);

    assertThat(at(100)).isEmpty();
    assertThat(at(200)).isEmpty();
  }

  @Test
  void shouldFollowFacesAsTheyMoveUnderTheirNumbers() {
    at(0, ANN, BOB);
    List<Long> first = numbers(at(100, ANN, BOB));

    for (int i = 1; i <= 6; i++) {
      Box ann = new Box(60 + 12 * i, 120, 200, 200);
      Box bob = new Box(400, 150 - 8 * i, 160, 160);
      List<FaceTrack> found = at(100 + 100L * i, ann, bob);

      assertFound(found, ann, bob);
      assertThat(numbers(found)).containsExactlyInAnyOrderElementsOf(first);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 40", "200, 80", "500, 160"})
  void shouldFollowOneWhoPasses(int millisPerFrame, int pixelsPerFrame) {
    var found = new ArrayList<List<FaceTrack>>();
    for (int i = 0; i * pixelsPerFrame <= 480; i++) {
      found.add(at((long) i * millisPerFrame, new Box(10 + i * pixelsPerFrame, 150, 120, 120)));
    }

    assertThat(found.subList(1, found.size())).allSatisfy(frame -> assertThat(frame).hasSize(1));
    assertThat(found.stream().flatMap(frame -> numbers(frame).stream()).distinct()).hasSize(1);
  }

  @Test
  void shouldKeepTheNumberOfOneWhoWalksOnWhileFramesAreSkipped() {
    for (int i = 0; i < 6; i++) {
      at(100L * i, new Box(10 + 20 * i, 150, 120, 120));
    }
    List<Long> before = numbers(at(600, new Box(130, 150, 120, 120)));

    List<FaceTrack> after = at(2000, new Box(410, 150, 120, 120));

    assertThat(after).hasSize(1);
    assertThat(numbers(after)).isEqualTo(before);
  }

  @Test
  void shouldKeepTheNumberOfOneWhoLooksAwayOnTheWay() {
    for (int i = 0; i < 10; i++) {
      at(100L * i, new Box(10 + 20 * i, 150, 120, 120));
    }
    List<Long> before = numbers(at(1000, new Box(210, 150, 120, 120)));
    for (int i = 11; i < 20; i++) {
      at(100L * i);
    }

    for (int i = 20; i < 25; i++) {
      at(100L * i, new Box(10 + 20 * i, 150, 120, 120));
    }

    List<FaceTrack> after = at(2500, new Box(510, 150, 120, 120));
    assertThat(before).hasSize(1);
    assertThat(numbers(after)).isEqualTo(before);
  }

  @Test
  void shouldFindANewcomerWhereThePictureChanged() {
    for (int i = 0; i < 10; i++) {
      at(100L * i, ANN);
    }

    at(1_000, ANN, BOB);

    assertFound(at(1_100, ANN, BOB), ANN, BOB);
  }

  @Test
  void shouldFindANewcomerWithinTheIntervalWhereTheSearchWasJustNow() {
    at(0, ANN);
    at(100, ANN);

    for (int i = 2; i < 10; i++) {
      at(100L * i, ANN, BOB);
    }

    assertFound(at(1_000, ANN, BOB), ANN, BOB);
  }

  @Test
  void shouldFindANewcomerWithinTheIntervalWhenTheBudgetIsSmall() {
    // Given slices that cost as much as the budget of a frame gives
    searchNanos = Duration.ofMillis(25).toNanos();
    for (int i = 0; i < 30; i++) {
      at(100L * i, ANN);
    }

    // When
    Stream<List<FaceTrack>> frames =
        Stream.iterate(3000L, millis -> millis + 100).limit(20).map(millis -> at(millis, ANN, BOB));

    // Then
    assertThat(frames.filter(found -> found.size() == 2).count()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void shouldSearchNothingButKnownFacesWhileNothingChanges() {
    at(0, ANN);
    at(100, ANN);
    searchNanos = 1;
    long before = clock.get();

    for (int i = 2; i < 20; i++) {
      at(100L * i, ANN);
    }

    assertThat(clock.get()).isEqualTo(before);
  }

  @Test
  void shouldFollowATiltingHead() {
    turned(0, 0);
    turned(100, 0);
    List<Long> first = numbers(turned(200, 0));

    for (int i = 0; i <= 15; i++) {
      List<FaceTrack> found = turned(300 + 100L * i, 2 * i);

      assertThat(found).as("tilted by %d degrees", 2 * i).hasSize(1);
      assertThat(numbers(found)).isEqualTo(first);
    }
    assertThat(turned(2000, 30).get(0).region().roll()).isBetween(18.0, 40.0);
  }

  @Test
  void shouldFindATiltedHead() {
    turned(0, -26);

    assertThat(turned(100, -26))
        .singleElement()
        .satisfies(track -> assertThat(track.region().roll()).isBetween(-40.0, -12.0));
  }

  @Test
  void shouldKeepANumberThroughFramesWithoutTheFace() {
    at(0, ANN);
    List<Long> first = numbers(at(100, ANN));

    assertThat(at(200)).isEmpty();
    assertThat(at(300)).isEmpty();
    at(400, ANN);

    assertThat(numbers(at(500, ANN))).isEqualTo(first);
  }

  @Test
  void shouldCountEveryFaceOfPicturesThatComeRarely() {
    at(0, ANN);

    assertFound(at(5_000, ANN, BOB), ANN, BOB);
    assertFound(at(10_000, BOB), BOB);
  }

  @Test
  void shouldKnowAPictureOnTheWallByItsStillness() {
    for (int i = 0; i <= 20; i++) {
      at(1_000L * i, ANN);
    }

    assertThat(at(21_000, ANN).get(0).stillFor()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    Box moved = new Box(ANN.x() + 20, ANN.y(), ANN.width(), ANN.height());
    assertThat(at(22_000, moved).get(0).stillFor()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldRememberEachCameraAlone() {
    at(0, ANN);

    assertThat(find(DOOR, 50, DrawnPicture.of(640, 480, BOB))).isEmpty();
    assertFound(at(100, ANN), ANN);
    assertFound(find(DOOR, 150, DrawnPicture.of(640, 480, BOB)), BOB);
  }

  private List<FaceTrack> at(long millis, Box... faces) {
    return find(HALL, millis, DrawnPicture.of(640, 480, faces));
  }

  private List<FaceTrack> turned(long millis, int roll) {
    return find(HALL, millis, DrawnPicture.turned(640, 480, roll, ANN));
  }

  private List<FaceTrack> find(CameraId camera, long millis, DrawnPicture picture) {
    return NativeScope.within(
        () ->
            search.find(
                camera, START.plusMillis(millis), GrayPicture.of(picture.pixels(), 640, 480), 1));
  }

  private static List<Long> numbers(List<FaceTrack> tracks) {
    return tracks.stream().map(FaceTrack::number).toList();
  }

  private static void assertFound(List<FaceTrack> found, Box... faces) {
    assertThat(found).hasSize(faces.length);
    for (Box face : faces) {
      assertThat(found).anyMatch(track -> track.region().inFrame(640, 480).overlap(face) > 0.6);
    }
  }
}
