package io.moodstream.dashboard.summaries;

import io.moodstream.dashboard.http.BadParameter;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question about the past: windows with {@code from <= start < to}.
 *
 * @param cameras empty for all, or for none where groups are named
 * @param groups each asked for as one camera
 * @param step of the aggregator's windows
 * @param grouping what these are summed to
 * @param zone whose days and hours those are
 */
public record SummaryRequest(
    Set<CameraId> cameras,
    Set<CameraId> groups,
    Step step,
    Grouping grouping,
    ZoneId zone,
    Instant from,
    Instant to) {
  /** Windows of all cameras together on one page, or read at a time. */
  static final long MOST_WINDOWS = 20_000;

  private static final String DAY = "1d";

  /** Windows as the aggregator has them. */
  static SummaryRequest of(
      Set<CameraId> cameras, Set<CameraId> groups, Step step, Instant from, Instant to) {
    return new SummaryRequest(cameras, groups, step, Grouping.NONE, ZoneOffset.UTC, from, to);
  }

  static SummaryRequest parse(Map<String, List<String>> query, Instant now) {
    var parameters =
        Parameters.of(query, Set.of("camera", "group", "from", "to", "step", "tz", "groupBy"));
    Grouping grouping = grouping(parameters);
    ZoneId zone = zone(parameters, grouping);
    Instant to = parameters.time("to").orElse(now);
    Instant from = parameters.time("from").orElseGet(() -> to.minus(grouping.defaultRange()));
    if (from.isAfter(to)) {
      throw new BadParameter("from", "from %s is after to %s".formatted(from, to));
    }
    boolean days = grouping == Grouping.DAY;
    return new SummaryRequest(
        parameters.cameras("camera"),
        parameters.cameras("group"),
        step(parameters, grouping),
        grouping,
        zone,
        days ? Grouping.dayFrom(from, zone) : from,
        days ? Grouping.dayFrom(to, zone) : to);
  }

  /** The label of the windows that are answered. */
  String stepLabel() {
    return grouping == Grouping.DAY ? DAY : step.label();
  }

  /**
   * As much as fits on a page: the whole, or its beginning.
   *
   * @param asked how many cameras are asked for
   */
  SummaryRequest page(int asked) {
    long each = Math.max(1, MOST_WINDOWS / Math.max(1, asked));
    Instant end = from;
    if (grouping == Grouping.DAY) {
      for (long day = 0; day < Math.max(1, each / 25) && end.isBefore(to); day++) {
        end = Grouping.nextDay(end, zone);
      }
    } else {
      Instant first = step.windowStart(from);
      long windows = first.equals(from) ? each : each + 1;
      end = first.plus(step.length().multipliedBy(windows));
    }
    return end.isBefore(to) ? between(from, end) : this;
  }

  /** What is left after {@code page}; empty when that was all. */
  Optional<SummaryRequest> after(SummaryRequest page) {
    return page.to().isBefore(to) ? Optional.of(between(page.to(), to)) : Optional.empty();
  }

  private SummaryRequest between(Instant begin, Instant end) {
    return new SummaryRequest(cameras, groups, step, grouping, zone, begin, end);
  }

  private static Grouping grouping(Parameters parameters) {
    boolean days = parameters.single("step").filter(DAY::equals).isPresent();
    Optional<String> by = parameters.single("groupBy");
    if (days && by.isPresent()) {
      throw new BadParameter("groupBy", "groupBy sums hours, not days: leave step out");
    }
    return by.map(SummaryRequest::grouping).orElse(days ? Grouping.DAY : Grouping.NONE);
  }

  private static Grouping grouping(String text) {
    return switch (text) {
      case "hourOfDay" -> Grouping.HOUR_OF_DAY;
      case "weekday" -> Grouping.WEEKDAY;
      default ->
          throw new BadParameter(
              "groupBy", "unknown groupBy '%s': known are hourOfDay, weekday".formatted(text));
    };
  }

  private static ZoneId zone(Parameters parameters, Grouping grouping) {
    Optional<String> name = parameters.single("tz");
    if (name.isPresent() && grouping == Grouping.NONE) {
      throw new BadParameter("tz", "tz goes with step=1d or groupBy: shorter windows are in UTC");
    }
    try {
      return name.map(ZoneId::of).orElse(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new BadParameter(
          "tz", "unknown time zone '%s': one such as Europe/Berlin".formatted(name.orElse("")));
    }
  }

  private static Step step(Parameters parameters, Grouping grouping) {
    Optional<String> label = parameters.single("step").filter(text -> !text.equals(DAY));
    return switch (grouping) {
      case NONE -> label.map(SummaryRequest::step).orElse(Step.TEN_SECONDS);
      case DAY -> Step.ONE_HOUR;
      case HOUR_OF_DAY, WEEKDAY -> label.map(SummaryRequest::summable).orElse(Step.ONE_HOUR);
    };
  }

  private static Step summable(String label) {
    Step step = step(label);
    if (step == Step.TEN_SECONDS) {
      throw new BadParameter("step", "groupBy sums windows of 1m or 1h, not of 10s");
    }
    return step;
  }

  private static Step step(String label) {
    try {
      return Step.ofLabel(label);
    } catch (IllegalArgumentException e) {
      throw new BadParameter("step", e.getMessage() + ", " + DAY);
    }
  }
}
