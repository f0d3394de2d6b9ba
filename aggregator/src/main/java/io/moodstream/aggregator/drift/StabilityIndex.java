package io.moodstream.aggregator.drift;

import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.drift.FeatureDrift;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The population stability index: the sum over the bins of (q - p) ln(q / p), where p is the bin's
 * share of the reference and q that of the current period. Bins that are empty in both are left
 * out; each other bin gets half a face more, so that none is empty in one.
 *
 * <p>With nothing changed, index / (1/n + 1/m) has nearly a chi-square distribution with one degree
 * of freedom less than there are bins (Yurdakul, Statistical properties of the population stability
 * index, 2018), n and m being the numbers of independent faces.
 */
final class StabilityIndex {
  private static final double HALF_A_FACE = 0.5;

  /** The 95% quantiles of chi-square for 0 to 9 degrees of freedom. */
  private static final double[] CHI_SQUARE_95 = {
    0, 3.841, 5.991, 7.815, 9.488, 11.070, 12.592, 14.067, 15.507, 16.919
  };

  private StabilityIndex() {}

  static FeatureDrift compare(DriftFeature feature, FacePeriod reference, FacePeriod current) {
    long[] before = reference.histograms().of(feature);
    long[] now = current.histograms().of(feature);
    int[] bins = IntStream.range(0, before.length).filter(i -> before[i] + now[i] > 0).toArray();
    double n = reference.independent();
    double m = current.independent();
    double[] p = smoothed(before, bins, n);
    double[] q = smoothed(now, bins, m);
    double index =
        IntStream.range(0, bins.length)
            .mapToDouble(i -> (q[i] - p[i]) * Math.log(q[i] / p[i]))
            .sum();
    double noise = CHI_SQUARE_95[Math.max(0, bins.length - 1)] * (1 / n + 1 / m);
    return new FeatureDrift(feature, index, noise, shares(before), shares(now));
  }

  /** The shares of {@code bins}, as of {@code faces} faces. */
  private static double[] smoothed(long[] counts, int[] bins, double faces) {
    double all = Math.max(1, LongStream.of(counts).sum());
    return Arrays.stream(bins)
        .mapToDouble(
            bin -> (counts[bin] / all * faces + HALF_A_FACE) / (faces + HALF_A_FACE * bins.length))
        .toArray();
  }

  private static List<Double> shares(long[] counts) {
    double all = Math.max(1, LongStream.of(counts).sum());
    return LongStream.of(counts).mapToObj(count -> count / all).toList();
  }
}
