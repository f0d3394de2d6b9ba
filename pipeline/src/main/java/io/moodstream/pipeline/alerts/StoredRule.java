package io.moodstream.pipeline.alerts;

import java.time.Instant;

/**
 * A rule as it is kept on its topic.
 *
 * @param changedAt a change of any kind begins the rule's watch anew
 */
public record StoredRule(AlertRule rule, Origin origin, Instant changedAt, String changedBy) {
  public enum Origin {
    /** Of {@code alerts.yaml}: changed there only. */
    FILE,
    API
  }
}
