package io.moodstream.aggregator.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a camera is compared with.
 *
 * @param askedAt hours that begin before are not part of it
 * @param period empty until there is a face
 * @param complete whether it grows no more
 * @param minimumPeople the smallest group of its faces; 0 for no minimum
 */
record Reference(
    Instant askedAt, Optional<FacePeriod> period, boolean complete, int minimumPeople) {
  static Reference begunAt(Instant askedAt, int minimumPeople) {
    return new Reference(askedAt, Optional.empty(), false, minimumPeople);
  }

  Reference withMinimumPeople(int people) {
    return new Reference(askedAt, period, complete, people);
  }

  /** Hours come in the order of time, and after a restart some once more. */
  Reference plus(FacePeriod hour, DriftSettings settings) {
    boolean early = hour.from().isBefore(period.map(FacePeriod::to).orElse(askedAt));
    if (complete || early || (period.isEmpty() && hour.faces() == 0)) {
      return this;
    }
    FacePeriod all = period.map(so -> so.plus(hour)).orElse(hour);
    boolean enough =
        Duration.between(all.from(), all.to()).compareTo(settings.referenceSpan()) >= 0
            && all.independent() >= settings.referenceFaces();
    return new Reference(askedAt, Optional.of(all), enough, minimumPeople);
  }
}
