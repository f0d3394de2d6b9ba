package io.moodstream.pipeline.alerts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When a rule applies, by the clock on the wall of {@code zone}.
 *
 * @param days on which the hours begin
 * @param to exclusive; before {@code from} it is of the following day, equal to it the hours last
 *     24 h
 */
public record ActiveHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  public ActiveHours {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("days: at least one");
    }
  }

  public static Set<DayOfWeek> everyDay() {
    return EnumSet.allOf(DayOfWeek.class);
  }

  public boolean include(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    LocalTime clock = local.toLocalTime();
    DayOfWeek today = local.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(today) && !clock.isBefore(from) && clock.isBefore(to);
    }
    boolean began = !clock.isBefore(from) && days.contains(today);
    boolean beganYesterday = clock.isBefore(to) && days.contains(today.minus(1));
    return began || beganYesterday;
  }
}
