package io.moodstream.pipeline.summaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaceStatisticsTest {
  /** Angry, disgust, fear, happy, neutral, sad, surprise. */
  private static final List<Double> SHARES = List.of(.05, .05, .1, .4, .2, .1, .1);

  @Test
  void shouldHaveNoMeansWithoutFaces() {
    assertThat(FaceStatistics.NONE.meanFaces()).isEmpty();
    assertThat(FaceStatistics.NONE.dominant()).isEmpty();
    assertThat(FaceStatistics.NONE.valence()).isEmpty();
    assertThat(FaceStatistics.NONE.expressiveness()).isEmpty();
    assertThat(FaceStatistics.NONE.uncertainShare()).isEmpty();
  }

  @Test
  void shouldDeriveValenceAndExpressivenessFromTheShares() {
    FaceStatistics faces = statistics(10, 10, SHARES);

    assertThat(faces.valence().orElseThrow()).isEqualTo(.4 - .05 - .05 - .1 - .1, within(1e-12));
    assertThat(faces.expressiveness().orElseThrow()).isEqualTo(.8, within(1e-12));
  }

  @Test
  void shouldWeightMeansWhenAdded() {
    // given
    var many = new FaceStatistics(100, 40, 30, 2, 3, Optional.of(10.0), SHARES, 6, List.of(2));
    var few =
        new FaceStatistics(
            50,
            10,
            10,
            4,
            1,
            Optional.of(2.0),
            List.of(1.0, .0, .0, .0, .0, .0, .0),
            4,
            List.of(1));

    // when
    FaceStatistics both = many.plus(few);

    // then
    assertThat(both.meanFaces()).contains(50.0 / 150);
    assertThat(both.most()).isEqualTo(4);
    assertThat(both.appearances()).isEqualTo(4);
    assertThat(both.dwellSeconds()).contains(8.0);
    assertThat(both.shares().get(0)).isEqualTo((.05 * 30 + 10) / 40, within(1e-12));
    assertThat(both.uncertainShare()).contains(.25);
    assertThat(both.models()).containsExactly(1, 2);
  }

  @Test
  void shouldLeaveOutTracksWhoseTimeIsNotKnown() {
    var untimed = new FaceStatistics(1, 1, 1, 1, 5, Optional.empty(), SHARES, 0, List.of(1));
    var timed = new FaceStatistics(1, 1, 1, 1, 2, Optional.of(3.0), SHARES, 0, List.of(1));

    assertThat(untimed.plus(timed).dwellSeconds()).contains(3.0);
  }

  @Test
  void shouldRefuseAnythingButSevenShares() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> statistics(1, 1, List.of(1.0)))
        .withMessageContaining("no shares or seven");
  }

  private static FaceStatistics statistics(long frames, long faces, List<Double> shares) {
    return new FaceStatistics(frames, faces, faces, 1, 1, Optional.of(1.0), shares, 0, List.of(1));
  }
}
