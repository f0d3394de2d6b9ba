package io.moodstream.pipeline.drift;

import io.moodstream.pipeline.drift.FeatureDrift.Level;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the faces of a camera have moved from its reference, as of the end of an hour.
 *
 * @param at the end of the last hour that is counted
 * @param referenceComplete whether the reference is long enough and has enough faces
 * @param current what is compared with it; empty until there is a day of it
 * @param features all or none: none until both periods have enough faces
 * @param minimumPeople the minimum group size that applied; 0 for none
 */
public record Drift(
    CameraId camera,
    Instant at,
    DriftPeriod reference,
    boolean referenceComplete,
    Optional<DriftPeriod> current,
    List<FeatureDrift> features,
    int minimumPeople) {

  public enum State {
    /** The reference is being collected. */
    LEARNING,
    /** For enough faces after the reference. */
    WAITING,
    COMPARED
  }

  public Drift {
    features = List.copyOf(features);
    if (!features.isEmpty() && (!referenceComplete || current.isEmpty())) {
      throw new IllegalArgumentException("a comparison needs a reference and a current period");
    }
  }

  public State state() {
    if (!referenceComplete) {
      return State.LEARNING;
    }
    return features.isEmpty() ? State.WAITING : State.COMPARED;
  }

  /** Of the feature that has changed most; empty without a comparison. */
  public Optional<Level> level() {
    return features.stream().map(FeatureDrift::level).max(Comparator.naturalOrder());
  }

  /**
   * The largest index that is not explained by sampling noise, 0 if all are; empty without a
   * comparison.
   */
  public Optional<Double> largest() {
    return features.stream()
        .map(feature -> feature.psi() > feature.noise() ? feature.psi() : 0)
        .max(Comparator.naturalOrder());
  }

  /** Empty if it may describe smaller groups than {@code people}. */
  public Optional<Drift> atLeast(int people) {
    return minimumPeople >= people ? Optional.of(this) : Optional.empty();
  }
}
