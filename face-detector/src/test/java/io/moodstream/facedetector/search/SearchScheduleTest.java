package io.moodstream.facedetector.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchScheduleTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  private final HaarCascade cascade = HaarCascade.open(DetectorSettings.Haar.DEFAULT);
  private final SceneChangeDetector scene = new SceneChangeDetector(WIDTH, HEIGHT, 20, START);
  private Mat frame;
  private Pyramid pyramid;
  private SearchSchedule schedule;

  @BeforeEach
  void setUp() {
    frame = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC1, new Scalar(90));
    pyramid = Pyramid.of(frame, 40, cascade);
    schedule = new SearchSchedule(pyramid, List.of(0.0, 25.0), INTERVAL);
    dueAt(0);
  }

  @AfterEach
  void close() {
    frame.close();
    cascade.close();
  }

  @Test
  void shouldSearchEverythingAtFirst() {
    var another = new SearchSchedule(pyramid, List.of(0.0, 25.0), INTERVAL);

    assertThat(another.next(pyramid, scene, START)).isPresent();
  }

  @Test
  void shouldNotSearchWhereNothingChanges() {
    assertThat(dueAt(5_000)).isEmpty();
  }

  @Test
  void shouldSearchWithinTheIntervalWhereSomethingChanges() {
    scene.touch(new Region(100, 100, 80, 0, 0), START.plusMillis(100));

    assertThat(dueAt(900)).contains(0.0);
  }

  @Test
  void shouldNotSearchASliceAgainAtOnceThoughItChangesAllTheTime() {
    var searches = new ArrayList<Double>();
    for (int millis = 100; millis <= 3_000; millis += 100) {
      scene.touch(new Region(100, 100, 80, 0, 0), START.plusMillis(millis));
      searches.addAll(dueAt(millis));
    }

    // Twice an interval upright, at every level; tilted heads a third as often.
    long upright = searches.stream().filter(roll -> roll == 0).count();
    assertThat(upright).isEqualTo(6L * slices());
    assertThat(searches).filteredOn(roll -> roll == 25).hasSize(2 * slices());
  }

  /** Slices of one angle: one at each level, as the picture is smaller than a slice. */
  private int slices() {
    return pyramid.depth();
  }

  /** The angles of all slices that are due. */
  private List<Double> dueAt(int millis) {
    var rolls = new ArrayList<Double>();
    Instant at = START.plusMillis(millis);
    for (var due = schedule.next(pyramid, scene, at);
        due.isPresent();
        due = schedule.next(pyramid, scene, at)) {
      rolls.add(due.get().slice().roll());
    }
    return rolls;
  }
}
