package io.moodstream.pipeline.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;

/**
 * Logs why records were set aside: a few each minute with their reasons, the others as a number, so
 * that a flood of them does not fill the disk. Thread-safe.
 */
final class RecordLog {
  /** Logged with their reasons in each {@link #SPAN}. */
  static final int LOGGED = 5;

  static final Duration SPAN = Duration.ofMinutes(1);

  private final Logger log;
  private final InstantSource clock;
  private final String fate;
  private final String fates;
  private Instant spanEnds = Instant.MIN;
  private long count;

  /**
   * @param fate of one record: {@code cannot be read and is skipped}
   * @param fates of some: {@code records were skipped}
   */
  RecordLog(Logger log, InstantSource clock, String fate, String fates) {
    this.log = log;
    this.clock = clock;
    this.fate = fate;
    this.fates = fates;
  }

  /** What the reason quotes of the record is shortened and escaped. */
  synchronized void add(String topic, int partition, long offset, String reason) {
    Instant now = clock.instant();
    if (!now.isBefore(spanEnds)) {
      if (count > LOGGED) {
        log.warn("{} more {}", count - LOGGED, fates);
      }
      spanEnds = now.plus(SPAN);
      count = 0;
    }
    count++;
    if (count <= LOGGED) {
      log.warn("{}-{}@{} {}: {}", topic, partition, offset, fate, DeadLetter.shortened(reason));
    }
    if (count == LOGGED) {
      log.warn("further ones of this minute are only counted");
    }
  }
}
