package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real cascade on successive frames of a camera; one whole search every 300 ms is due. */
class LookoutTest {
  private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
  private static final CameraId HALL = new CameraId("hall");
  private static final Box ANN = new Box(60, 120, 200, 200);
  private static final Box BOB = new Box(400, 150, 160, 160);

  /** So near to Ann that a change there does not count, and too small to be taken for her. */
  private static final Box CHILD_BEHIND_ANN = new Box(268, 200, 70, 70);

  private final FaceFinder finder = FaceFinder.open(DetectorSettings.defaults());

  @AfterEach
  void close() {
    finder.close();
  }

  @Test
  void shouldFindKnownFacesAgainAsTheyMove() {
    assertFound(0, ANN, BOB);

    for (int i = 1; i <= 6; i++) {
      assertFound(40L * i, new Box(60 + 6 * i, 120, 200, 200), new Box(400, 150 - 5 * i, 160, 160));
    }
  }

  @Test
  void shouldFindANewcomerAtOnce() {
    assertFound(0, ANN);
    assertFound(40, ANN, BOB);
  }

  @Test
  void shouldLookOnlyForKnownFacesUntilAWholeSearchIsDue() {
    assertFound(0, ANN);
    assertFound(40, ANN);
    at(299, ANN, CHILD_BEHIND_ANN).hasSize(1);
    assertFound(300, ANN, CHILD_BEHIND_ANN);
  }

  @Test
  void shouldSearchTheWholeAtOnceWhenAKnownFaceIsGone() {
    assertFound(0, ANN, BOB);
    assertFound(40, CHILD_BEHIND_ANN, BOB);
  }

  @Test
  void shouldFindNobodyWhenAllHaveGone() {
    assertFound(0, ANN, BOB);
    assertFound(40);
    assertFound(80);
  }

  @Test
  void shouldRememberEachCameraAlone() {
    assertFound(0, ANN);

    FoundFaces elsewhere =
        finder.findInFrame(
            new CameraId("door"), START, DrawnPicture.of(640, 480, BOB).jpeg().bytes());

    assertThat(elsewhere.boxes()).singleElement().matches(box -> box.overlap(BOB) > 0.7);
  }

  private void assertFound(long millis, Box... faces) {
    ListAssert<Box> found = at(millis, faces).hasSize(faces.length);
    for (Box face : faces) {
      found.anyMatch(box -> box.overlap(face) > 0.7);
    }
  }

  private ListAssert<Box> at(long millis, Box... faces) {
    byte[] jpeg = DrawnPicture.of(640, 480, faces).jpeg().bytes();
    return assertThat(finder.findInFrame(HALL, START.plusMillis(millis), jpeg).boxes())
        .as("at %d ms", millis);
  }
}
