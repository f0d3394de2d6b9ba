package io.moodstream.pipeline.models;

/**
 * What a classifier has seen of a canary since it runs there; of several classifiers, the sum.
 *
 * @param compared faces that both canary and champion predicted
 * @param differing of these, the top expression is another
 * @param uncertain of these, the canary is uncertain
 * @param championUncertain of these, the champion is
 * @param millis the canary's median time a face; 0 before the first
 * @param championMillis likewise
 */
public record CanaryFigures(
    int version,
    long compared,
    long differing,
    long uncertain,
    long championUncertain,
    double millis,
    double championMillis) {
  public CanaryFigures {
    if (version < 1 || Math.max(differing, Math.max(uncertain, championUncertain)) > compared) {
      throw new IllegalArgumentException("figures of a canary that are no shares of its faces");
    }
  }

  public static CanaryFigures none(int version) {
    return new CanaryFigures(version, 0, 0, 0, 0, 0, 0);
  }

  /** Counts add up; of the times the slower one counts, because one slow classifier ends it. */
  public CanaryFigures plus(CanaryFigures other) {
    boolean slower = other.millis > millis;
    return new CanaryFigures(
        version,
        compared + other.compared,
        differing + other.differing,
        uncertain + other.uncertain,
        championUncertain + other.championUncertain,
        slower ? other.millis : millis,
        slower ? other.championMillis : championMillis);
  }
}
