package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FootageTest {
  @Test
  void shouldShowAViewForwardAndBackAgain() {
    assertThat(LongStream.range(0, 8).mapToObj(at -> Footage.forwardAndBack(at, 4)))
        .containsExactly(0, 1, 2, 3, 2, 1, 0, 1);
    assertThat(Footage.forwardAndBack(5, 1)).isZero();
  }

  @Test
  void shouldGiveEachCameraAViewAndItsOwnMoment() {
    byte[][] pictures = new byte[40][];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = new byte[i + 1];
    }
    var footage = new Footage("two", 1, 1, List.of(List.of(pictures), List.of(new byte[99])));

    assertThat(footage.picture(0, 3)).hasSize(4);
    assertThat(footage.picture(1, 3)).hasSize(99);
    assertThat(footage.picture(2, 3)).hasSize(17 + 4);
  }

  @Test
  void shouldDrawPeopleAtTheRateOfTheCameras() throws IOException {
    var footage = Footage.drawn("synthetic:1", 2, Duration.ofMillis(400), 5);

    assertThat(footage.width()).isEqualTo(640);
    assertThat(footage.views()).hasSize(2).allSatisfy(view -> assertThat(view).hasSize(2));
    assertThat(footage.meanBytes()).isPositive();
  }

  @Test
  void shouldDrawNoOtherSources() {
    assertThatThrownBy(() -> Footage.drawn("webcam:0", 1, Duration.ofSeconds(1), 5))
        .hasMessageContaining("webcam:0");
  }
}
