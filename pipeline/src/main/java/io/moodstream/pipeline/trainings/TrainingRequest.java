package io.moodstream.pipeline.trainings;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A requested training.
 *
 * @param id {@code [A-Za-z0-9][A-Za-z0-9_-]{0,63}}: the trainer's folder for it is named so
 */
public record TrainingRequest(String id, TrainingTask task, Instant requestedAt, String by)
    implements TrainingOrder {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  public TrainingRequest {
    requireId(id);
  }

  static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a valid training id: %s".formatted(id, ID.pattern()));
    }
  }
}
