package io.moodstream.dashboard.access;

import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.time.Instant;

/** Where it is noted what users do, and what they look at. */
@FunctionalInterface
public interface AuditTrail {
  /** Returns at once; an entry that Kafka does not take is logged. */
  void add(AuditEntry entry);

  default void add(Instant at, String by, Action action, String reason) {
    add(new AuditEntry(at, by, action, 0, 0, reason));
  }
}
