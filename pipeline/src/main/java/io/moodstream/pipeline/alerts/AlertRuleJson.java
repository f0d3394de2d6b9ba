package io.moodstream.pipeline.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.Span;
import io.moodstream.pipeline.alerts.AlertCondition.Comparison;
import io.moodstream.pipeline.alerts.AlertCondition.Lost;
import io.moodstream.pipeline.alerts.AlertCondition.Measured;
import io.moodstream.pipeline.frames.CameraId;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a rule as {@code alerts.yaml} and the API write it: {@code {"id": "sad-hall", "metric":
 * "sad", "above": 0.4, "for": "1m", "coolDown": "10m", "cameras": ["hall"], "hours": {"days":
 * ["monday"], "from": "08:00", "to": "18:00", "timezone": "Europe/Berlin"}}}. Unknown fields are
 * errors.
 */
public final class AlertRuleJson {
  public static final Duration DEFAULT_LASTING = Duration.ofSeconds(30);
  public static final Duration DEFAULT_COOL_DOWN = Duration.ofMinutes(10);

  private static final String STATE = "state";
  private static final List<String> FIELDS =
      List.of(
          "id",
          "name",
          "metric",
          "above",
          "below",
          "is",
          "for",
          "coolDown",
          "cameras",
          "hours",
          "enabled");
  private static final List<String> HOURS = List.of("days", "from", "to", "timezone");

  private AlertRuleJson() {}

  /**
   * @throws InvalidRule naming the field
   */
  public static AlertRule read(JsonNode node) {
    requireObject(node, "", FIELDS);
    String id = text(node, "id");
    try {
      return new AlertRule(
          id,
          node.hasNonNull("name") ? text(node, "name") : id,
          condition(node),
          span(node, "for", DEFAULT_LASTING),
          span(node, "coolDown", DEFAULT_COOL_DOWN),
          cameras(node.path("cameras")),
          node.hasNonNull("hours") ? Optional.of(hours(node.get("hours"))) : Optional.empty(),
          enabled(node));
    } catch (InvalidRule e) {
      throw e;
    } catch (IllegalArgumentException e) {
      // The record's own: field, colon, reason.
      String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
      throw new InvalidRule(parts[0], parts[parts.length - 1]);
    }
  }

  private static AlertCondition condition(JsonNode node) {
    String metric = text(node, "metric");
    List<String> given = List.of("above", "below", "is").stream().filter(node::hasNonNull).toList();
    if (metric.equals(STATE)) {
      if (!given.equals(List.of("is")) || !node.get("is").asText().equals(Lost.STATE)) {
        throw new InvalidRule("is", "with metric state: is: lost");
      }
      return new Lost();
    }
    AlertMetric measured = named("metric", metric, AlertMetric::ofLabel);
    if (given.size() != 1 || given.contains("is")) {
      throw new InvalidRule("above", "give either above or below, with a number");
    }
    String side = given.get(0);
    JsonNode threshold = node.get(side);
    if (!threshold.isNumber()) {
      throw new InvalidRule(side, "a number, not '%s'".formatted(threshold.asText()));
    }
    Comparison comparison = side.equals("above") ? Comparison.ABOVE : Comparison.BELOW;
    return named(side, measured, it -> new Measured(it, comparison, threshold.doubleValue()));
  }

  private static Duration span(JsonNode node, String field, Duration otherwise) {
    return node.hasNonNull(field)
        ? named(field, text(node, field), Span::parse).duration()
        : otherwise;
  }

  private static Set<CameraId> cameras(JsonNode list) {
    var cameras = new LinkedHashSet<CameraId>();
    texts(list, "cameras").forEach(id -> cameras.add(named("cameras", id, CameraId::new)));
    return cameras;
  }

  private static ActiveHours hours(JsonNode node) {
    requireObject(node, "hours.", HOURS);
    Set<DayOfWeek> days = ActiveHours.everyDay();
    if (node.hasNonNull("days")) {
      days = EnumSet.noneOf(DayOfWeek.class);
      for (String day : texts(node.get("days"), "hours.days")) {
        days.add(named("hours.days", day, AlertRuleJson::day));
      }
    }
    Set<DayOfWeek> chosen = days;
    return named(
        "hours.days",
        node,
        it ->
            new ActiveHours(
                chosen,
                time(it, "from"),
                time(it, "to"),
                named("hours.timezone", text(it, "timezone", "hours."), ZoneId::of)));
  }

  private static DayOfWeek day(String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not one of %s".formatted(text, days(ActiveHours.everyDay()))));
  }

  /** {@code monday, tuesday}, from Monday on. */
  static String days(Set<DayOfWeek> days) {
    return days.stream()
        .sorted()
        .map(day -> day.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static LocalTime time(JsonNode node, String field) {
    return named("hours." + field, text(node, field, "hours."), LocalTime::parse);
  }

  private static boolean enabled(JsonNode node) {
    JsonNode value = node.path("enabled");
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new InvalidRule("enabled", "true or false, not '%s'".formatted(value.asText()));
    }
    return value.asBoolean(true);
  }

  private static void requireObject(JsonNode node, String place, List<String> fields) {
    if (!node.isObject()) {
      throw new InvalidRule(
          place.isEmpty() ? "rule" : place.replace(".", ""),
          "fields expected: " + String.join(", ", fields));
    }
    for (var field : node.properties()) {
      if (!fields.contains(field.getKey())) {
        throw new InvalidRule(
            place + field.getKey(), "unknown; known are " + String.join(", ", fields));
      }
    }
  }

  private static String text(JsonNode node, String field) {
    return text(node, field, "");
  }

  private static String text(JsonNode node, String field, String place) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new InvalidRule(place + field, "a text is needed");
    }
    return value.textValue().strip();
  }

  private static List<String> texts(JsonNode list, String field) {
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw new InvalidRule(field, "a list, not '%s'".formatted(list.asText()));
    }
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static <T, R> R named(String field, T value, Function<T, R> reading) {
    try {
      return reading.apply(value);
    } catch (InvalidRule e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidRule(field, String.valueOf(e.getMessage()));
    }
  }

  /** The message begins with the field. */
  public static final class InvalidRule extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    InvalidRule(String field, String reason) {
      super(field + ": " + reason);
      this.field = field;
    }

    public String field() {
      return field;
    }
  }
}
