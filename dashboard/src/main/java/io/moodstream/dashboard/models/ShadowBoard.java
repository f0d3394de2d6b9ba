package io.moodstream.dashboard.models;

import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ShadowComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The comparison of the present champion with the present challenger. Thread-safe. */
public final class ShadowBoard {
  private static final Duration NEWS_EVERY = Duration.ofSeconds(1);

  private final Map<ModelAlias, ModelAssignment> aliases = new EnumMap<>(ModelAlias.class);
  private Optional<ShadowTally> tally = Optional.empty();
  private Instant nextNews = Instant.MIN;

  /** Other models begin at nothing; the same ones, reported again, go on. */
  public synchronized void told(ModelAlias alias, Optional<ModelAssignment> assignment) {
    assignment.ifPresentOrElse(named -> aliases.put(alias, named), () -> aliases.remove(alias));
    Optional<ShadowTally> named = ShadowTally.of(aliases);
    boolean same = named.isPresent() && tally.filter(named.get()::isContinuedBy).isPresent();
    tally = same ? tally : named;
  }

  /** The comparison begins anew at this time: the sums do not show what came from which camera. */
  public synchronized void restart(Instant now) {
    tally = tally.map(present -> present.startingAt(now));
  }

  /** The comparison as it stands now, where it is time to tell it: once a second. */
  public synchronized Optional<ShadowReport> saw(ShadowComparison comparison, Instant now) {
    boolean counted = tally.map(present -> present.add(comparison)).orElse(false);
    if (!counted || now.isBefore(nextNews)) {
      return Optional.empty();
    }
    nextNews = now.plus(NEWS_EVERY);
    return report();
  }

  /** When the two began to be compared; empty while there are not two. */
  public synchronized Optional<Instant> since() {
    return tally.map(ShadowTally::since);
  }

  public synchronized Optional<ShadowReport> report() {
    return tally.map(ShadowTally::report);
  }

  /** The version; empty before the first. */
  public synchronized Optional<Integer> champion() {
    return Optional.ofNullable(aliases.get(ModelAlias.CHAMPION)).map(ModelAssignment::version);
  }
}
