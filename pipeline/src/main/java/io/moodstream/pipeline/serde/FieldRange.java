package io.moodstream.pipeline.serde;

import java.time.Instant;
import java.util.List;

/**
 * The ranges of a record's fields, checked where the record is read. A producer may write anything;
 * with values in these ranges nothing that a stage computes overflows. Out of range is an {@link
 * IllegalArgumentException} that names the field.
 */
public final class FieldRange {
  /** Up to 2200: ns since the epoch still fit a long. */
  private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  /** Sums of a million such counts still fit a long. */
  private static final long LARGEST_COUNT = 1_000_000_000_000L;

  /** Characters. The reason of a failure may quote a message; the stages write shorter ones. */
  private static final int LONGEST_TEXT = 16 << 10;

  /** Shares are sums of floats. */
  private static final double TOLERANCE = 1e-3;

  private FieldRange() {}

  /**
   * @param millis since the epoch
   */
  public static Instant time(String field, long millis) {
    return Instant.ofEpochMilli(within(field, millis, 0, LATEST));
  }

  public static long count(String field, long count) {
    return within(field, count, 0, LARGEST_COUNT);
  }

  public static long within(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d: %d to %d are possible".formatted(field, value, least, most));
    }
    return value;
  }

  public static int within(String field, int value, int least, int most) {
    return Math.toIntExact(within(field, (long) value, least, most));
  }

  /** Not NaN. */
  public static double within(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s: %s to %s are possible".formatted(field, value, least, most));
    }
    return value;
  }

  public static float within(String field, float value, float least, float most) {
    return (float) within(field, (double) value, least, most);
  }

  /** 0 to 1. */
  public static float share(String field, float value) {
    return (float) share(field, (double) value);
  }

  public static double share(String field, double value) {
    return within(field, value, -TOLERANCE, 1 + TOLERANCE);
  }

  public static String text(String field, String text) {
    return text(field, text, LONGEST_TEXT);
  }

  public static String text(String field, String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          "%s has %,d characters, more than %,d".formatted(field, text.length(), longest));
    }
    return text;
  }

  public static <T> List<T> list(String field, List<T> values, int most) {
    if (values.size() > most) {
      throw new IllegalArgumentException(
          "%s has %,d values, more than %,d".formatted(field, values.size(), most));
    }
    return values;
  }
}
