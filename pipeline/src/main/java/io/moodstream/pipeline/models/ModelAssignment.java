package io.moodstream.pipeline.models;

import java.time.Instant;
import java.util.List;

/**
 * Which version an alias names, who said so and why.
 *
 * @param version 0 for none
 * @param before the versions that it named before, the latest at the end
 */
public record ModelAssignment(
    int version, List<Integer> before, Instant since, String by, String reason) {
  public ModelAssignment {
    before = List.copyOf(before);
    if (version < 0) {
      throw new IllegalArgumentException("model version %d is negative".formatted(version));
    }
  }
}
