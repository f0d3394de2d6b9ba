package io.moodstream.allinone.broker;

import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;

/**
 * Is down as soon as the embedded broker has ended by itself (its disk is full, or its memory), so
 * that everything ends with that reason instead of waiting for a Kafka that is gone.
 */
public record BrokerWatch(EmbeddedBroker broker) implements Stage {
  public static final String NAME = "kafka";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    // It runs already: connections are made after it.
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
    // The process that started the broker closes it last.
  }
}
