package io.moodstream.pipeline.models;

import java.util.Locale;

/** A name that moves from one version of a model to another. */
public enum ModelAlias {
  /** Analyses every face. */
  CHAMPION,
  /** Analyses a sample of the frames for comparison only. */
  CHALLENGER,
  /** About to become champion: every classifier loads and tests it. */
  CANDIDATE,
  /** Analyses every face of a share of the cameras, on probation. */
  CANARY;

  /** {@code champion} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no alias has this label
   */
  public static ModelAlias ofLabel(String label) {
    for (ModelAlias alias : values()) {
      if (alias.label().equals(label)) {
        return alias;
      }
    }
    throw new IllegalArgumentException(
        "unknown alias '%s': known are champion, challenger and canary".formatted(label));
  }

  @Override
  public String toString() {
    return label();
  }
}
