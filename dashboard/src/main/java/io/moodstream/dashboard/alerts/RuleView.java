package io.moodstream.dashboard.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.moodstream.pipeline.Span;
import io.moodstream.pipeline.alerts.ActiveHours;
import io.moodstream.pipeline.alerts.AlertCondition.Comparison;
import io.moodstream.pipeline.alerts.AlertCondition.Measured;
import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.frames.CameraId;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the API returns it: the fields of {@code alerts.yaml}, the condition in words, and
 * where it comes from.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleView(
    String id,
    String name,
    String metric,
    @Nullable Double above,
    @Nullable Double below,
    @JsonProperty("is") @Nullable String state,
    @JsonProperty("for") String lasting,
    String coolDown,
    List<String> cameras,
    @Nullable Hours hours,
    boolean enabled,
    String condition,
    String origin,
    String changedAt,
    String changedBy) {

  record Hours(List<String> days, String from, String to, String timezone) {
    static Hours of(ActiveHours hours) {
      return new Hours(
          hours.days().stream().sorted().map(Hours::day).toList(),
          hours.from().toString(),
          hours.to().toString(),
          hours.zone().getId());
    }

    private static String day(DayOfWeek day) {
      return day.name().toLowerCase(Locale.ROOT);
    }
  }

  static RuleView of(StoredRule stored) {
    AlertRule rule = stored.rule();
    boolean measured = rule.condition() instanceof Measured;
    return new RuleView(
        rule.id(),
        rule.name(),
        rule.condition() instanceof Measured it ? it.metric().label() : "state",
        threshold(rule, Comparison.ABOVE),
        threshold(rule, Comparison.BELOW),
        measured ? null : "lost",
        new Span(rule.lasting()).toString(),
        new Span(rule.coolDown()).toString(),
        rule.cameras().stream().map(CameraId::value).sorted().toList(),
        rule.hours().map(Hours::of).orElse(null),
        rule.enabled(),
        rule.text(),
        stored.origin().name().toLowerCase(Locale.ROOT),
        stored.changedAt().toString(),
        stored.changedBy());
  }

  private static @Nullable Double threshold(AlertRule rule, Comparison side) {
    return rule.condition() instanceof Measured it && it.comparison() == side
        ? it.threshold()
        : null;
  }
}
