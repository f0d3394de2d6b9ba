package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaturationSearchTest {
  @Test
  void shouldEndAfterTwoStepsWithoutAGain() {
    List<Integer> measured = new ArrayList<>();

    var peak =
        SaturationSearch.find(
            4,
            64,
            cameras -> {
              measured.add(cameras);
              return Math.min(75, 10 * cameras) - 0.1 * cameras;
            });

    assertThat(peak.cameras()).isEqualTo(8);
    assertThat(peak.analysed()).isEqualTo(74.2);
    assertThat(measured).containsExactly(4, 5, 6, 8, 10, 13);
  }

  @Test
  void shouldSeePastOneNoisyStep() {
    var peak =
        SaturationSearch.find(4, 64, cameras -> cameras == 5 ? 10 : Math.min(90, 10 * cameras));

    assertThat(peak.cameras()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void shouldEndAtTheMostCameras() {
    var peak = SaturationSearch.find(4, 7, cameras -> 10.0 * cameras);

    assertThat(peak).isEqualTo(new SaturationSearch.Peak(60, 6));
  }

  @Test
  void shouldMeasureNothingBeyondTheMostCameras() {
    var peak = SaturationSearch.find(65, 64, cameras -> 1);

    assertThat(peak.analysed()).isZero();
  }
}
