package io.moodstream.allinone;

import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;

/**
 * Is down as soon as the embedded broker has ended by itself (its disk is full, or its memory), so
 * that everything ends with that reason instead of waiting for a Kafka that is gone.
 */
record BrokerWatch(EmbeddedBroker broker) implements Stage {
  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public void start() {
    // It runs already: whoever needs a connection comes after it.
  }

  @Override
  public Health health() {
    return broker
        .ending()
        .map(reason -> Health.of(name(), Health.Status.DOWN, reason))
        .orElseGet(() -> Health.of(name(), Health.Status.UP, "process " + broker.process().pid()));
  }

  @Override
  public void close() {
    // Whoever started the broker closes it, after everybody else.
  }
}
