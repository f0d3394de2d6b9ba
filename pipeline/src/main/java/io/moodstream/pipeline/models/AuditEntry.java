package io.moodstream.pipeline.models;

import java.time.Instant;

/**
 * Who did what to the models, and why.
 *
 * @param from the version before; 0 for none
 * @param to the version that it is about; 0 for none
 */
public record AuditEntry(Instant at, String by, Action action, int from, int to, String reason) {

  public enum Action {
    PUBLISHED,
    REFUSED,
    CHALLENGED,
    PROMOTED,
    PROMOTION_FAILED,
    ROLLED_BACK,
    /** By the classifiers themselves, because the new champion failed or was slow. */
    FELL_BACK,
    DELETED
  }
}
