package io.moodstream.dashboard.models;

import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;

/**
 * What an alias names, as the API returns it.
 *
 * @param version 0 for none
 */
record AliasView(String alias, int version, String since, String by, String reason) {
  static AliasView of(ModelAlias alias, ModelAssignment assignment) {
    return new AliasView(
        alias.label(),
        assignment.version(),
        assignment.since().toString(),
        assignment.by(),
        assignment.reason());
  }
}
