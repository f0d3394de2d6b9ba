package io.moodstream.pipeline;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as it is typed and shown: {@code 300ms}, {@code 1.5s}, {@code 15m}. */
public record Span(Duration duration) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d)");

  /** Largest first. */
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  /**
   * @throws IllegalArgumentException if it is not a number and a unit; the message names the units
   */
  public static Span parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a length of time such as 500ms, 90s, 15m, 2h or 7d".formatted(text));
    }
    long unit = Objects.requireNonNull(UNITS.get(matcher.group(2))).toMillis();
    BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    return new Span(Duration.ofMillis(millis.longValue()));
  }

  /** A bare number is a number of seconds. */
  public static Span parseSeconds(String text) {
    return parse(text.matches("[\\d.]+") ? text + "s" : text);
  }

  /** In the largest unit that needs no fraction. */
  @Override
  public String toString() {
    long millis = duration.toMillis();
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long length = unit.getValue().toMillis();
      if (millis >= length && millis % length == 0) {
        return millis / length + unit.getKey();
      }
    }
    return millis == 0 ? "0s" : millis + "ms";
  }
}
