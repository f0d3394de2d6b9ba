package io.moodstream.alerts.evaluation;

import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.frames.CameraId;
import java.util.Map;
import java.util.Set;

/**
 * How rules are evaluated.
 *
 * @param minimumPeople the minimum group size of the installation; the larger one of this and the
 *     aggregators' applies
 * @param groups the cameras of each group, which rules may name
 */
public record EvaluationSettings(int minimumPeople, Map<CameraId, Set<CameraId>> groups) {
  public static final EvaluationSettings DEFAULTS = new EvaluationSettings(0, Map.of());

  public EvaluationSettings {
    groups = Map.copyOf(groups);
    if (minimumPeople < 0) {
      throw new IllegalArgumentException("minimum people: at least 0, not " + minimumPeople);
    }
  }

  boolean appliesTo(AlertRule rule, CameraId camera) {
    return rule.cameras().isEmpty()
        || rule.cameras().contains(camera)
        || rule.cameras().stream()
            .anyMatch(group -> groups.getOrDefault(group, Set.of()).contains(camera));
  }
}
