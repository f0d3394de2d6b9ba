package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;

class TestKafkaTest {
  @Test
  void shouldDoWithoutAnImageThatCannotBeFetched() {
    // given an engine that runs, without a way to a registry
    @SuppressWarnings("resource") // It never starts.
    var container =
        new KafkaContainer("apache/kafka:4.3.1") {
          @Override
          public void start() {
            throw new ContainerFetchException("cannot fetch apache/kafka:4.3.1");
          }
        };

    // when, then
    assertThat(TestKafka.started(container)).isEmpty();
  }
}
