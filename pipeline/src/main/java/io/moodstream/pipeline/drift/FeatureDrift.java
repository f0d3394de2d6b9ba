package io.moodstream.pipeline.drift;

import java.util.List;

/**
 * One feature of the current period, compared with the reference.
 *
 * @param psi population stability index, from 0
 * @param noise 95 of 100 comparisons of so many faces stay below it with nothing changed
 * @param reference shares of the feature's bins, sum 1
 * @param current likewise
 */
public record FeatureDrift(
    DriftFeature feature, double psi, double noise, List<Double> reference, List<Double> current) {
  /** The conventional limits of the index. */
  private static final double MODERATE = 0.1;

  private static final double LARGE = 0.25;

  /** How much has changed. */
  public enum Level {
    STABLE,
    MODERATE,
    LARGE
  }

  public FeatureDrift {
    reference = List.copyOf(reference);
    current = List.copyOf(current);
    if (reference.size() != feature.bins().size() || current.size() != feature.bins().size()) {
      throw new IllegalArgumentException(
          "%s has %d bins".formatted(feature.label(), feature.bins().size()));
    }
  }

  /** What sampling noise explains is stable. */
  public Level level() {
    if (psi < MODERATE || psi <= noise) {
      return Level.STABLE;
    }
    return psi < LARGE ? Level.MODERATE : Level.LARGE;
  }
}
