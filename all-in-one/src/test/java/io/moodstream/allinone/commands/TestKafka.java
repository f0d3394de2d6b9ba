package io.moodstream.allinone.commands;

import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.allinone.broker.EmbeddedBroker;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A Kafka that is not ours where there is a Docker engine, the embedded one elsewhere. */
public final class TestKafka implements AutoCloseable {
  private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

  private final KafkaConnection connection;
  private final Runnable stop;

  private TestKafka(KafkaConnection connection, Runnable stop) {
    this.connection = connection;
    this.stop = stop;
  }

  /** Prints which of the two it is. */
  static TestKafka start(Path folder) throws InterruptedException {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      Optional<KafkaContainer> container = started(new KafkaContainer(IMAGE));
      if (container.isPresent()) {
        System.out.println("broker of this test: container " + IMAGE);
        return new TestKafka(
            KafkaConnection.to(container.get().getBootstrapServers()), container.get()::stop);
      }
      System.out.println("broker of this test: embedded (Docker cannot fetch " + IMAGE + ")");
    } else {
      System.out.println("broker of this test: embedded (there is no Docker engine)");
    }
    EmbeddedBroker broker = EmbeddedBroker.start(folder, Optional.empty());
    return new TestKafka(broker.connection(), broker::close);
  }

  /** Empty where an engine runs and its image cannot be had. */
  static Optional<KafkaContainer> started(KafkaContainer container) {
    try {
      container.start();
      return Optional.of(container);
    } catch (ContainerFetchException e) {
      return Optional.empty();
    }
  }

  /** The option with which a command connects to it. */
  public static String option(KafkaConnection kafka, Path folder) {
    var file = new ClientFile(folder.resolve("client.properties"));
    try {
      file.write(kafka);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "--kafka-config=" + file.path();
  }

  KafkaConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    stop.run();
  }
}
