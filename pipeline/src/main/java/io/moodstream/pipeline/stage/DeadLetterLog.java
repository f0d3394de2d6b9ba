package io.moodstream.pipeline.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;

/**
 * Logs why records become dead letters: a few each minute with their reasons, the others as a
 * number, so that a flood of unreadable records does not fill the disk. Thread-safe.
 */
public final class DeadLetterLog {
  /** Logged with their reasons in each {@link #SPAN}. */
  static final int LOGGED = 5;

  static final Duration SPAN = Duration.ofMinutes(1);

  private final Logger log;
  private final InstantSource clock;
  private Instant spanEnds = Instant.MIN;
  private long refused;

  public DeadLetterLog(Logger log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** For the offset of a record; what the reason quotes of it is shortened and escaped. */
  public synchronized void refused(String topic, int partition, long offset, String reason) {
    Instant now = clock.instant();
    if (!now.isBefore(spanEnds)) {
      if (refused > LOGGED) {
        log.warn("{} more records became dead letters", refused - LOGGED);
      }
      spanEnds = now.plus(SPAN);
      refused = 0;
    }
    refused++;
    if (refused <= LOGGED) {
      log.warn(
          "{}-{}@{} cannot be processed and becomes a dead letter: {}",
          topic,
          partition,
          offset,
          DeadLetter.shortened(reason));
    }
    if (refused == LOGGED) {
      log.warn("further dead letters of this minute are only counted");
    }
  }
}
