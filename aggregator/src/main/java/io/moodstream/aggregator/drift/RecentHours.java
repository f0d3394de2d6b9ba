package io.moodstream.aggregator.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The hours with faces since the reference, as far back as a comparison may reach.
 *
 * @param hours in order of time
 * @param minimumPeople the smallest group of their faces; 0 for no minimum
 */
record RecentHours(List<FacePeriod> hours, int minimumPeople) {
  RecentHours {
    hours = List.copyOf(hours);
  }

  static RecentHours none(int minimumPeople) {
    return new RecentHours(List.of(), minimumPeople);
  }

  /** An hour that comes once more takes the place of its earlier self. */
  RecentHours plus(FacePeriod hour, DriftSettings settings) {
    List<FacePeriod> kept = new ArrayList<>(hours);
    kept.removeIf(
        each ->
            each.from().equals(hour.from())
                || each.from().isBefore(hour.to().minus(settings.longestCurrent())));
    if (hour.faces() > 0) {
      kept.add(hour);
    }
    kept.sort(Comparator.comparing(FacePeriod::from));
    return new RecentHours(kept, minimumPeople);
  }

  /**
   * The last span before {@code end}, or as many spans as have enough faces.
   *
   * @param after the end of the reference; empty until there is a whole span behind it
   */
  Optional<FacePeriod> current(Instant after, Instant end, DriftSettings settings) {
    Optional<FacePeriod> found = Optional.empty();
    Instant earliest = end.minus(settings.longestCurrent());
    for (Instant from = end.minus(settings.currentSpan());
        !from.isBefore(after) && !from.isBefore(earliest);
        from = from.minus(settings.currentSpan())) {
      found = Optional.of(between(from, end));
      if (found.get().independent() >= settings.currentFaces()) {
        break;
      }
    }
    return found;
  }

  private FacePeriod between(Instant from, Instant end) {
    FacePeriod sum =
        hours.stream()
            .filter(hour -> !hour.from().isBefore(from) && !hour.to().isAfter(end))
            .reduce(FacePeriod.empty(from), FacePeriod::plus);
    return new FacePeriod(from, end, sum.histograms(), sum.squares());
  }
}
