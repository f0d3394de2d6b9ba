package io.moodstream.pipeline.alerts;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * A rule's condition has begun to hold for a camera, or no longer holds.
 *
 * @param id the same for the start and for the end of one alert
 * @param condition as {@link AlertRule#text}
 * @param value of the window that decided; empty for a lost camera and where there is none
 * @param since when the condition began to hold
 * @param at of the decision, by the time of the frames
 */
public record Alert(
    String id,
    Kind kind,
    String rule,
    String name,
    CameraId camera,
    String condition,
    Optional<Double> value,
    Instant since,
    Instant at) {

  public enum Kind {
    STARTED,
    ENDED,
    /** Sent by hand, to see whether it arrives. */
    TEST
  }

  /** The same alert when it is over. */
  public Alert ended(Instant end, Optional<Double> lastValue) {
    return new Alert(id, Kind.ENDED, rule, name, camera, condition, lastValue, since, end);
  }

  /** {@code hall: Many sad faces (sad above 0.4 for 1m, now 0.52)}. */
  public String text() {
    String now = value.map(", now %.2f"::formatted).orElse("");
    String after =
        switch (kind) {
          case STARTED -> "";
          case ENDED -> " is over";
          case TEST -> ": test";
        };
    return "%s: %s%s (%s%s)".formatted(camera, name, after, condition, now);
  }
}
