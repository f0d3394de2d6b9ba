package io.moodstream.emotionclassifier.serving;

import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.models.Interval95;
import java.util.List;
import java.util.Locale;

/**
 * What canary and champion predict for the same faces, counted by face.
 *
 * @param compared faces that both predicted
 * @param differing of these, the top expression is another
 * @param uncertain of these, the canary is uncertain
 * @param championUncertain of these, the champion is
 */
record CanaryTally(long compared, long differing, long uncertain, long championUncertain) {
  static final CanaryTally NONE = new CanaryTally(0, 0, 0, 0);

  CanaryTally plus(List<Probabilities> canary, List<Probabilities> champion) {
    long apart = 0;
    long unsure = 0;
    long championUnsure = 0;
    for (int face = 0; face < canary.size(); face++) {
      apart += canary.get(face).top() == champion.get(face).top() ? 0 : 1;
      unsure += canary.get(face).uncertain() ? 1 : 0;
      championUnsure += champion.get(face).uncertain() ? 1 : 0;
    }
    return new CanaryTally(
        compared + canary.size(),
        differing + apart,
        uncertain + unsure,
        championUncertain + championUnsure);
  }

  Interval95 disagreement() {
    return interval(differing);
  }

  /** At least; negative while the faces are too few to tell. */
  double uncertainMoreThanChampion() {
    return interval(uncertain).low() - interval(championUncertain).high();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d faces, %.1f%% of them another expression, %.1f%% uncertain (champion %.1f%%)",
        compared,
        percent(differing),
        percent(uncertain),
        percent(championUncertain));
  }

  private Interval95 interval(long count) {
    return Interval95.of(compared == 0 ? 0 : (double) count / compared, compared);
  }

  private double percent(long count) {
    return compared == 0 ? 0 : 100.0 * count / compared;
  }
}
