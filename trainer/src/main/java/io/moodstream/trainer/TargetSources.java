package io.moodstream.trainer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a network learns from beside the labels of the data.
 *
 * @param votes a csv of FER+'s annotators' votes, for a second loss
 * @param softLabels a csv of seven probabilities per training face, which become a part of each
 *     target
 * @param teachers bundles whose mean answer becomes a part of each target (distillation)
 */
public record TargetSources(Optional<Path> votes, Optional<Path> softLabels, List<Path> teachers) {
  /** Labels alone. */
  public static final TargetSources LABELS =
      new TargetSources(Optional.empty(), Optional.empty(), List.of());

  public TargetSources {
    teachers = List.copyOf(teachers);
  }
}
