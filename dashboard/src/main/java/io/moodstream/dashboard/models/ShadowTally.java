package io.moodstream.dashboard.models;

import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ShadowComparison;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up what a champion and a challenger say of the same faces. As large after a million frames
 * as after the first. Thread-safe.
 */
public final class ShadowTally {
  private final int champion;
  private final int challenger;
  private final Instant since;
  private final ShadowSide byChampion = new ShadowSide();
  private final ShadowSide byChallenger = new ShadowSide();
  private long frames;
  private long faces;
  private long agreed;

  public ShadowTally(int champion, int challenger, Instant since) {
    this.champion = champion;
    this.challenger = challenger;
    this.since = since;
  }

  /** Of those that the aliases name, since the later of the two was named; empty without both. */
  public static Optional<ShadowTally> of(Map<ModelAlias, ModelAssignment> aliases) {
    return named(aliases, ModelAlias.CHAMPION)
        .flatMap(
            champion ->
                named(aliases, ModelAlias.CHALLENGER)
                    .map(challenger -> new ShadowTally(champion, challenger)));
  }

  private ShadowTally(ModelAssignment champion, ModelAssignment challenger) {
    this(champion.version(), challenger.version(), later(champion.since(), challenger.since()));
  }

  public Instant since() {
    return since;
  }

  /** Whether the other tally is of the same two models, since the same time or later. */
  public boolean isContinuedBy(ShadowTally other) {
    return champion == other.champion
        && challenger == other.challenger
        && !other.since.isBefore(since);
  }

  /** An empty one of the same models. */
  ShadowTally startingAt(Instant time) {
    return new ShadowTally(champion, challenger, time);
  }

  /**
   * @return false if it is of other models, and not counted
   */
  public synchronized boolean add(ShadowComparison comparison) {
    if (comparison.champion() != champion || comparison.challenger() != challenger) {
      return false;
    }
    frames++;
    byChampion.took(comparison.championTime());
    byChallenger.took(comparison.challengerTime());
    for (ShadowComparison.Face face : comparison.faces()) {
      faces++;
      agreed += face.agrees() ? 1 : 0;
      byChampion.judged(face.champion());
      byChallenger.judged(face.challenger());
    }
    return true;
  }

  public synchronized ShadowReport report() {
    return new ShadowReport(
        frames,
        faces,
        faces == 0 ? 0 : (double) agreed / faces,
        since,
        byChampion.report(champion, faces),
        byChallenger.report(challenger, faces));
  }

  private static Optional<ModelAssignment> named(
      Map<ModelAlias, ModelAssignment> aliases, ModelAlias alias) {
    return Optional.ofNullable(aliases.get(alias)).filter(named -> named.version() != 0);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
