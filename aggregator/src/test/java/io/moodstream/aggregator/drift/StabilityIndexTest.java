package io.moodstream.aggregator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.aggregator.tally.FaceHistograms;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.FeatureDrift;
import io.moodstream.pipeline.drift.FeatureDrift.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StabilityIndexTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final double[] TYPICAL = {.02, .08, .15, .2, .2, .15, .1, .06, .03, .01};

  @Test
  void shouldBeTheSumOverTheBins() {
    // given: 80% and 20% against 60% and 40%, of so many faces that half a face does not matter
    FacePeriod reference = brightness(0, 800_000, 200_000);
    FacePeriod current = brightness(0, 600_000, 400_000);

    FeatureDrift drift = StabilityIndex.compare(DriftFeature.BRIGHTNESS, reference, current);

    double expected = (.6 - .8) * Math.log(.6 / .8) + (.4 - .2) * Math.log(.4 / .2);
    assertThat(drift.psi()).isEqualTo(expected, within(1e-4));
    assertThat(drift.level()).isEqualTo(Level.MODERATE);
    assertThat(drift.reference().subList(0, 3)).containsExactly(0.0, .8, .2);
    assertThat(drift.current().subList(0, 3)).containsExactly(0.0, .6, .4);
  }

  @Test
  void shouldBeZeroForTheSameFaces() {
    FacePeriod faces = brightness(3, 500, 20, 9);

    FeatureDrift drift = StabilityIndex.compare(DriftFeature.BRIGHTNESS, faces, faces);

    assertThat(drift.psi()).isZero();
    assertThat(drift.level()).isEqualTo(Level.STABLE);
  }

  @Test
  void shouldStayFiniteWhereABinIsEmptyInOne() {
    FeatureDrift drift =
        StabilityIndex.compare(
            DriftFeature.BRIGHTNESS, brightness(0, 500), brightness(0, 0, 0, 100));

    assertThat(drift.psi()).isBetween(5.0, 15.0);
    assertThat(drift.level()).isEqualTo(Level.LARGE);
  }

  @Test
  void shouldTakeWhatNoiseExplainsAsStable() {
    // given: above a tenth, with five faces against ten
    FeatureDrift drift =
        StabilityIndex.compare(DriftFeature.BRIGHTNESS, brightness(5, 5), brightness(4, 1));

    assertThat(drift.psi()).isGreaterThan(.1).isLessThan(drift.noise());
    assertThat(drift.level()).isEqualTo(Level.STABLE);
  }

  /** Seeds are fixed: the shares are the same at every run. */
  @ParameterizedTest
  @CsvSource({"500, 100, 1", "500, 1000, 2", "5000, 1000, 3"})
  void shouldStayBelowTheNoiseInNinetyFiveOfAHundredUnchangedComparisons(
      int before, int now, long seed) {
    var random = new Random(seed);
    int comparisons = 2_000;
    int above = 0;
    for (int i = 0; i < comparisons; i++) {
      FeatureDrift drift =
          StabilityIndex.compare(
              DriftFeature.BRIGHTNESS, drawn(before, 0, random), drawn(now, 0, random));
      above += drift.psi() > drift.noise() ? 1 : 0;
    }

    assertThat(above / (double) comparisons).isBetween(.015, .065);
  }

  /** People stay for different times, and look the same all the while. */
  @Test
  void shouldCountAppearancesThatStayForLongAsFewFaces() {
    var random = new Random(4);
    int comparisons = 1_000;
    int above = 0;
    int naive = 0;
    for (int i = 0; i < comparisons; i++) {
      FacePeriod before = drawn(1_000, 10, random);
      FacePeriod now = drawn(300, 10, random);
      assertThat(now.independent()).isLessThan(.7 * 300).isGreaterThan(100);
      assertThat(now.faces()).isGreaterThan(2_000);
      FeatureDrift drift = StabilityIndex.compare(DriftFeature.BRIGHTNESS, before, now);
      above += drift.psi() > drift.noise() ? 1 : 0;
      naive += drift.psi() > 16.919 * (1.0 / before.faces() + 1.0 / now.faces()) ? 1 : 0;
    }

    assertThat(above / (double) comparisons).isLessThan(.065);
    assertThat(naive / (double) comparisons).as("faces counted one by one").isGreaterThan(.9);
  }

  /**
   * @param stay mean number of faces of an appearance, exponentially distributed; 0 for one each
   */
  private static FacePeriod drawn(int appearances, double stay, Random random) {
    var counts = new long[TYPICAL.length];
    long squares = 0;
    for (int i = 0; i < appearances; i++) {
      long faces = stay == 0 ? 1 : 1 + (long) (-Math.log(1 - random.nextDouble()) * stay);
      counts[bin(random.nextDouble())] += faces;
      squares += faces * faces;
    }
    return period(counts, squares);
  }

  private static int bin(double at) {
    double sum = 0;
    for (int i = 0; i < TYPICAL.length; i++) {
      sum += TYPICAL[i];
      if (at < sum) {
        return i;
      }
    }
    return TYPICAL.length - 1;
  }

  private static FacePeriod brightness(long... counts) {
    long faces = 0;
    for (long count : counts) {
      faces += count;
    }
    return period(counts, faces);
  }

  private static FacePeriod period(long[] brightness, long squares) {
    List<Long> counts = new ArrayList<>(Collections.nCopies(DriftFeature.ALL_BINS, 0L));
    long faces = 0;
    for (int i = 0; i < brightness.length; i++) {
      counts.set(DriftFeature.BRIGHTNESS.offset() + i, brightness[i]);
      faces += brightness[i];
    }
    counts.set(DriftFeature.EXPRESSION.offset(), faces);
    return new FacePeriod(NOON, NOON.plusSeconds(3600), new FaceHistograms(counts), squares);
  }
}
