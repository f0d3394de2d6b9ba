package io.moodstream.pipeline.models;

import java.time.Instant;
import java.util.List;

/**
 * Which version an alias names, who said so and why.
 *
 * @param version 0 for none
 * @param before the versions that it named before, the latest at the end
 * @param percent of the cameras, for the canary; 0 for other aliases
 */
public record ModelAssignment(
    int version, List<Integer> before, Instant since, String by, String reason, int percent) {
  public ModelAssignment {
    before = List.copyOf(before);
    if (version < 0) {
      throw new IllegalArgumentException("model version %d is negative".formatted(version));
    }
    if (percent < 0 || percent > 99) {
      throw new IllegalArgumentException("%d%% of the cameras".formatted(percent));
    }
  }

  /** Of an alias that concerns all cameras. */
  public ModelAssignment(
      int version, List<Integer> before, Instant since, String by, String reason) {
    this(version, before, since, by, reason, 0);
  }
}
