package io.moodstream.pipeline.stage;

import java.time.InstantSource;
import org.slf4j.Logger;

/** Logs why records become dead letters, as a {@link RecordLog} does. Thread-safe. */
public final class DeadLetterLog {
  private final RecordLog log;

  public DeadLetterLog(Logger log, InstantSource clock) {
    this.log =
        new RecordLog(
            log,
            clock,
            "cannot be processed and becomes a dead letter",
            "records became dead letters");
  }

  /** For the offset of a record; what the reason quotes of it is shortened and escaped. */
  public void refused(String topic, int partition, long offset, String reason) {
    log.add(topic, partition, offset, reason);
  }
}
