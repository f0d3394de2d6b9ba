package io.moodstream.testbroker;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaConnection.KafkaUnreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A {@link TestBroker} in a process of its own: to be killed, and started again. */
public final class BrokerProcess implements AutoCloseable {
  private static final int START_ATTEMPTS = 30;
  private static final List<String> OPTIONS =
      List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private final KafkaConnection connection;
  private JavaProcess process;

  private BrokerProcess(Path folder, int port, int controllerPort)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.port = port;
    this.controllerPort = controllerPort;
    connection = TestBroker.at(port);
    process = launch();
  }

  /**
   * @param folder for its data, its settings and {@code broker.log}
   */
  public static BrokerProcess start(Path folder)
      throws IOException, InterruptedException, ExecutionException {
    var broker = new BrokerProcess(folder, Loopback.freePort(), Loopback.freePort());
    TestBroker.createTopics(broker.connection);
    return broker;
  }

  public KafkaConnection connection() {
    return connection;
  }

  /** As kill -9 does. */
  public void kill() {
    process.close();
  }

  /** At the same address, with what was written before. */
  public void startAgain() throws IOException, InterruptedException {
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }

  /** {@code <folder> <port> <controller port>}. Ends when its parent does. */
  public static void main(String[] args) throws IOException {
    var unused =
        TestBroker.serve(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    while (System.in.read() >= 0) {
      // The parent never writes.
    }
    Runtime.getRuntime().halt(0);
  }

  private JavaProcess launch() throws IOException, InterruptedException {
    Path log = folder.resolve("broker.log");
    JavaProcess started =
        JavaProcess.start(
            log,
            OPTIONS,
            BrokerProcess.class,
            folder.toString(),
            Integer.toString(port),
            Integer.toString(controllerPort));
    for (int attempt = 1; ; attempt++) {
      try {
        connection.requireReachable(Duration.ofSeconds(2));
        return started;
      } catch (KafkaUnreachable e) {
        if (!started.isAlive() || attempt == START_ATTEMPTS) {
          started.close();
          throw new IOException(Files.readString(log), e);
        }
      }
    }
  }
}
