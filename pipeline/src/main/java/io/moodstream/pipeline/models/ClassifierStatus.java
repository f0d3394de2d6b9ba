package io.moodstream.pipeline.models;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The status of a classifier: on every change and every few seconds. A tombstone when it ends.
 *
 * @param id of the process, new at each start
 * @param champion the version that serves; 0 before the first
 * @param challenger the version that runs in the shadow; 0 for none
 * @param ready versions that are loaded, tested and warm
 * @param refused version to why it cannot serve
 * @param canary empty while none runs here
 */
public record ClassifierStatus(
    String id,
    String host,
    State state,
    int champion,
    int challenger,
    Set<Integer> ready,
    Map<Integer, String> refused,
    Instant updatedAt,
    Optional<CanaryFigures> canary) {

  /** Without a canary. */
  public ClassifierStatus(
      String id,
      String host,
      State state,
      int champion,
      int challenger,
      Set<Integer> ready,
      Map<Integer, String> refused,
      Instant updatedAt) {
    this(id, host, state, champion, challenger, ready, refused, updatedAt, Optional.empty());
  }

  public enum State {
    STARTING,
    SERVING
  }

  public ClassifierStatus {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a classifier without an id");
    }
    ready = Set.copyOf(ready);
    refused = Map.copyOf(refused);
  }

  public ClassifierStatus withCanary(Optional<CanaryFigures> figures) {
    return new ClassifierStatus(
        id, host, state, champion, challenger, ready, refused, updatedAt, figures);
  }

  public ClassifierStatus updatedAt(Instant time) {
    return new ClassifierStatus(
        id, host, state, champion, challenger, ready, refused, time, canary);
  }
}
