package io.moodstream.facedetector;

import java.time.Duration;
import java.time.Instant;

/**
 * When a frame was taken, as statistics count it.
 *
 * @param corrected true when the camera's clock was not believed
 */
public record EventTime(Instant at, boolean corrected) {
  /** How far a camera's clock may be from the broker's before it is not believed. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  /** The camera's time when it lies within 2 s of the append time, else the append time. */
  public static EventTime of(Instant claimedAt, Instant appendedAt) {
    boolean believable =
        Duration.between(claimedAt, appendedAt).abs().compareTo(CLOCK_TOLERANCE) <= 0;
    return believable ? new EventTime(claimedAt, false) : new EventTime(appendedAt, true);
  }
}
