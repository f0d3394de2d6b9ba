package io.moodstream.pipeline.trainings;

import java.time.Instant;

/**
 * The status of a trainer service: on every change and every few seconds. A tombstone when it ends.
 *
 * @param id of the process, new at each start
 * @param training the id of the one that it trains; empty in any other state
 * @param dataRoot the folder on its machine below which requests name their data
 * @param since when it began to serve
 */
public record TrainerStatus(
    String id, String host, State state, String training, String dataRoot, Instant since) {

  public enum State {
    /** For requests. */
    WAITING,
    TRAINING,
    /** Another one serves; this one takes over when that ends. */
    STANDBY
  }

  public TrainerStatus {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a trainer without an id");
    }
    if (training.isEmpty() == (state == State.TRAINING)) {
      throw new IllegalArgumentException(
          "trainer %s is %s, of training '%s'".formatted(id, state, training));
    }
  }
}
