package io.moodstream.pipeline.stage;

import io.moodstream.pipeline.stage.Health.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** When Kafka last answered, and what that means for the process. For any number of threads. */
final class KafkaAnswers {
  /** Longer than a restart of a broker, or the loss of one of several. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String servers;
  private final InstantSource clock;
  private Optional<Instant> lastAnswer = Optional.empty();
  private String reason = "not asked yet";
  private boolean missed;

  KafkaAnswers(String servers, InstantSource clock) {
    this.servers = servers;
    this.clock = clock;
  }

  /** Returns a line for the log if Kafka was missed before. */
  synchronized Optional<String> answered() {
    lastAnswer = Optional.of(clock.instant());
    boolean back = missed;
    missed = false;
    return back ? Optional.of("Kafka at %s answers".formatted(servers)) : Optional.empty();
  }

  /** Returns a line for the log once, when Kafka begins to be missed. */
  synchronized Optional<String> unanswered(String why) {
    reason = why;
    if (missed || (lastAnswer.isPresent() && !isAway())) {
      return Optional.empty();
    }
    missed = true;
    return Optional.of("waiting for Kafka: " + why);
  }

  synchronized Health health() {
    if (lastAnswer.isEmpty()) {
      return Health.of("kafka", Status.STARTING, "waiting for Kafka: " + reason);
    }
    return isAway()
        ? Health.of(
            "kafka",
            Status.UNAVAILABLE,
            "no answer for %d s: %s".formatted(silence().toSeconds(), reason))
        : Health.of("kafka", Status.UP, servers);
  }

  private boolean isAway() {
    return silence().compareTo(PATIENCE) > 0;
  }

  private Duration silence() {
    return lastAnswer
        .map(answer -> Duration.between(answer, clock.instant()))
        .orElse(Duration.ZERO);
  }
}
