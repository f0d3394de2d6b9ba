package io.moodstream.facedetector.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.facedetector.search.DetectorSettings.Haar;
import io.moodstream.facedetector.search.DetectorSettings.YuNet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DetectorSettingsTest {
  private static final DetectorSettings DEFAULTS = DetectorSettings.defaults();

  @Test
  void shouldTakeSensibleValues() {
    assertThatCode(() -> DEFAULTS.withThreads(8).withFreshness(Duration.ofMillis(500)))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    assertRefused(() -> DEFAULTS.withThreads(0), "threads: at least 1 expected, not 0");
    assertRefused(
        () -> DEFAULTS.withFreshness(Duration.ZERO), "freshness: above 0 expected, not PT0S");
    assertRefused(
        () -> new Haar(Optional.empty(), 1, 5), "scaleFactor: above 1, up to 2 expected, not 1.0");
    assertRefused(
        () -> new Haar(Optional.empty(), Double.NaN, 5),
        "scaleFactor: above 1, up to 2 expected, not NaN");
    assertRefused(
        () -> new Haar(Optional.empty(), 1.1, -1), "minNeighbors: at least 0 expected, not -1");
    assertRefused(() -> new YuNet(Path.of("m"), 1.5), "score: 0 to 1 expected, not 1.5");
    assertRefused(() -> DEFAULTS.withSmallestFace(19), "smallestFace: 20 to 2000 expected, not 19");
    assertRefused(() -> with(0, 0.3, 1), "searchBudget: above 0, up to 1 expected, not 0.0");
    assertRefused(() -> with(1.5, 0.3, 1), "searchBudget: above 0, up to 1 expected, not 1.5");
    assertRefused(() -> with(0.2, 0, 1), "trackOverlap: above 0, up to 1 expected, not 0.0");
    assertRefused(() -> with(0.2, 0.3, -1), "trackLife: above 0 expected, not PT-1S");
  }

  private static DetectorSettings with(double budget, double overlap, long lifeSeconds) {
    return new DetectorSettings(
        Haar.DEFAULT,
        OptionalInt.empty(),
        Duration.ofSeconds(1),
        budget,
        Duration.ofSeconds(2),
        overlap,
        Duration.ofSeconds(lifeSeconds),
        1);
  }

  @Test
  void shouldLookForSmallerFacesInNarrowFramesUnlessTold() {
    assertThat(DEFAULTS.smallestFaceIn(1920)).isEqualTo(40);
    assertThat(DEFAULTS.smallestFaceIn(640)).isEqualTo(40);
    assertThat(DEFAULTS.smallestFaceIn(480)).isEqualTo(20);
    assertThat(DEFAULTS.withSmallestFace(60).smallestFaceIn(480)).isEqualTo(60);
  }

  private static void assertRefused(ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("detector setting " + message);
  }
}
