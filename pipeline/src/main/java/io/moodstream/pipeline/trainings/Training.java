package io.moodstream.pipeline.trainings;

import java.util.List;

/**
 * A training that was asked for, and what became of it.
 *
 * @param progress the latest
 * @param curve the epochs that are over, by number
 */
public record Training(
    TrainingRequest request, TrainingProgress progress, List<TrainingProgress.Epoch> curve) {
  public Training {
    curve = List.copyOf(curve);
  }

  public TrainingProgress.State state() {
    return progress.state();
  }
}
