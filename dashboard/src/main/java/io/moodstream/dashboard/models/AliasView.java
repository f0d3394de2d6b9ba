package io.moodstream.dashboard.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import org.jspecify.annotations.Nullable;

/**
 * What an alias names, as the API returns it.
 *
 * @param version 0 for none
 * @param percent of the cameras; null for other aliases than the canary
 */
record AliasView(
    String alias,
    int version,
    String since,
    String by,
    String reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer percent) {
  static AliasView of(ModelAlias alias, ModelAssignment assignment) {
    return new AliasView(
        alias.label(),
        assignment.version(),
        assignment.since().toString(),
        assignment.by(),
        assignment.reason(),
        assignment.percent() == 0 ? null : assignment.percent());
  }
}
