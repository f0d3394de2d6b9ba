package io.moodstream.emotionclassifier.registry;

import io.moodstream.pipeline.models.ClassifierStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether every live classifier could serve a version at once.
 *
 * @param waiting who is not ready yet
 * @param refused who cannot, and why
 */
record Readiness(int version, List<String> waiting, List<String> refused) {
  Readiness {
    waiting = List.copyOf(waiting);
    refused = List.copyOf(refused);
  }

  static Readiness of(int version, List<ClassifierStatus> live) {
    List<String> waiting = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (ClassifierStatus status : live) {
      String name = "%s on %s".formatted(status.id(), status.host());
      Optional<String> reason = Optional.ofNullable(status.refused().get(version));
      if (reason.isPresent()) {
        refused.add("%s refuses it: %s".formatted(name, reason.get()));
      } else if (!status.ready().contains(version)) {
        waiting.add(name + " is not ready");
      }
    }
    return new Readiness(version, waiting, refused);
  }

  boolean complete() {
    return waiting.isEmpty() && refused.isEmpty();
  }

  /** Waiting will not help. */
  boolean hopeless() {
    return !refused.isEmpty();
  }

  /** Who is not ready and why. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>(refused);
    all.addAll(waiting);
    return "version %d cannot become champion: %s".formatted(version, String.join("; ", all));
  }
}
