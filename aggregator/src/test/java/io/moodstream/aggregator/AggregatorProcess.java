package io.moodstream.aggregator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Pipeline;
import io.moodstream.testbroker.JavaProcess;
import io.moodstream.testbroker.TestBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * An aggregator in a process of its own, to be killed: {@code <bootstrap servers> <state dir>
 * <query port>}.
 */
final class AggregatorProcess {
  /** Summaries are written soon, so that no one has to wait for them. */
  static final Duration PAUSE = Duration.ofMillis(500);

  private AggregatorProcess() {}

  public static void main(String[] args) throws InterruptedException {
    var settings =
        AggregatorSettings.defaults()
            .withThreads(2)
            .withPause(PAUSE)
            .withQueries(endpoint(Integer.parseInt(args[2])));
    System.exit(
        Pipeline.run(
            Aggregator.stage(
                TestBroker.connectionTo(args[0]),
                new SimpleMeterRegistry(),
                settings,
                Path.of(args[1]))));
  }

  static QueryEndpoint endpoint(int port) {
    return QueryEndpoint.on("127.0.0.1", port, Optional.of("secret"));
  }

  static JavaProcess start(KafkaConnection kafka, Path stateDir, int queryPort) throws IOException {
    return JavaProcess.start(
        stateDir.resolveSibling(stateDir.getFileName() + ".log"),
        JavaProcess.SMALL,
        AggregatorProcess.class,
        kafka.bootstrapServers(),
        stateDir.toString(),
        Integer.toString(queryPort));
  }
}
