package io.moodstream.pipeline.trainings;

import java.time.Instant;

/** A training shall not begin, or shall end at once. */
public record TrainingCancellation(String id, Instant at, String by) implements TrainingOrder {
  public TrainingCancellation {
    TrainingRequest.requireId(id);
  }
}
