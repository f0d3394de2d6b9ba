package io.moodstream.dashboard.summaries;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** What the aggregator's windows are summed to before they are answered. */
enum Grouping {
  /** Nothing. */
  NONE,
  /** Days of a time zone, 23 to 25 hours long. */
  DAY,
  /** The 24 hours of a day in a time zone, over the whole range. */
  HOUR_OF_DAY,
  /** The seven days of a week in a time zone, over the whole range. */
  WEEKDAY;

  /** How long a range is by default. */
  Duration defaultRange() {
    return switch (this) {
      case NONE -> Duration.ofMinutes(15);
      case DAY, HOUR_OF_DAY, WEEKDAY -> Duration.ofDays(30);
    };
  }

  /** The start of the day that holds {@code time}. */
  static Instant dayOf(Instant time, ZoneId zone) {
    return startOf(time.atZone(zone).toLocalDate(), zone);
  }

  /** The first start of a day at or after {@code time}. */
  static Instant dayFrom(Instant time, ZoneId zone) {
    Instant start = dayOf(time, zone);
    return start.isBefore(time) ? nextDay(start, zone) : start;
  }

  static Instant nextDay(Instant dayStart, ZoneId zone) {
    ZonedDateTime local = dayStart.atZone(zone);
    return startOf(local.toLocalDate().plusDays(1), zone);
  }

  private static Instant startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
