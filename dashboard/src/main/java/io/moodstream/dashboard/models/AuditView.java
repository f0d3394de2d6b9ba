package io.moodstream.dashboard.models;

import io.moodstream.pipeline.models.AuditEntry;

/**
 * What was done to the models, as the API returns it.
 *
 * @param action {@code PROMOTED} and the like, the words of the command line
 * @param from 0 for none
 * @param to 0 for none
 */
record AuditView(String at, String by, String action, int from, int to, String reason) {
  static AuditView of(AuditEntry entry) {
    return new AuditView(
        entry.at().toString(),
        entry.by(),
        entry.action().name(),
        entry.from(),
        entry.to(),
        entry.reason());
  }
}
