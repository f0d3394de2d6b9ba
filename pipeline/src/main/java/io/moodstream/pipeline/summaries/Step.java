package io.moodstream.pipeline.summaries;

import java.time.Duration;
import java.time.Instant;

/** The length of a summary's window. Windows are aligned to the epoch. */
public enum Step {
  TEN_SECONDS("10s", Duration.ofSeconds(10), Duration.ofDays(1)),
  ONE_MINUTE("1m", Duration.ofMinutes(1), Duration.ofDays(30)),
  ONE_HOUR("1h", Duration.ofHours(1), Duration.ofDays(400));

  private final String label;
  private final Duration length;
  private final Duration retention;

  Step(String label, Duration length, Duration retention) {
    this.label = label;
    this.length = length;
    this.retention = retention;
  }

  /** {@code "10s"}, {@code "1m"} or {@code "1h"}. */
  public String label() {
    return label;
  }

  public Duration length() {
    return length;
  }

  /** How long summaries of this step can be queried. */
  public Duration retention() {
    return retention;
  }

  /** The start of the window that holds {@code time}. */
  public Instant windowStart(Instant time) {
    long millis = length.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
  }

  /**
   * @throws IllegalArgumentException if no step has this label
   */
  public static Step ofLabel(String label) {
    for (Step step : values()) {
      if (step.label.equals(label)) {
        return step;
      }
    }
    throw new IllegalArgumentException("unknown step '%s': known are 10s, 1m, 1h".formatted(label));
  }
}
