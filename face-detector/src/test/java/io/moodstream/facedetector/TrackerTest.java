package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrackerTest {
  private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
  private static final CameraId HALL = new CameraId("hall");

  private final AtomicLong numbers = new AtomicLong();
  private final Tracker tracker = new Tracker(0.3, Duration.ofSeconds(1), numbers::incrementAndGet);

  @Test
  void shouldFollowFacesThatPassEachOther() {
    List<Long> first = follow(0, box(0), box(300));

    List<Long> last = first;
    for (int i = 1; i <= 10; i++) {
      last = follow(100L * i, box(15 * i), new Box(300 - 15 * i, 130, 100, 100));
    }

    assertThat(first).containsExactly(1L, 2L);
    assertThat(last).isEqualTo(first);
  }

  @Test
  void shouldGiveEachFaceTheTrackThatItOverlapsMost() {
    follow(0, box(0), box(60));

    assertThat(follow(100, box(62), box(20))).containsExactly(2L, 1L);
  }

  @Test
  void shouldNotGiveOneTrackToTwoFaces() {
    follow(0, box(0));

    assertThat(follow(100, box(10), box(2))).containsExactly(2L, 1L);
  }

  @Test
  void shouldRememberAFaceThatIsMissingForAMoment() {
    follow(0, box(0));

    assertThat(follow(500)).isEmpty();
    assertThat(follow(1_000, box(5))).containsExactly(1L);
  }

  @Test
  void shouldTakeAFaceForAnotherOneAfterALongAbsence() {
    follow(0, box(0));

    assertThat(follow(1_001, box(0))).containsExactly(2L);
  }

  @Test
  void shouldForgetAFaceWhileOthersStay() {
    follow(0, box(0), box(300));
    follow(800, box(300));

    assertThat(follow(1_001, box(0), box(300))).containsExactly(3L, 2L);
  }

  @Test
  void shouldTakeAJumpForAnotherFace() {
    follow(0, box(0));

    assertThat(follow(100, box(90))).containsExactly(2L);
  }

  private static Box box(int x) {
    return new Box(x, 100, 100, 100);
  }

  private List<Long> follow(long millis, Box... faces) {
    return tracker.follow(HALL, START.plusMillis(millis), List.of(faces));
  }
}
