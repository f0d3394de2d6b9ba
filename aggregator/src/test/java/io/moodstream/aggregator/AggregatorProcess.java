package io.moodstream.aggregator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An aggregator in a process of its own, to be killed: {@code <bootstrap servers> <state dir>
 * <query port>}.
 */
final class AggregatorProcess {
  private AggregatorProcess() {}

  public static void main(String[] args) throws InterruptedException {
    var settings =
        AggregatorSettings.defaults()
            .withThreads(2)
            .withQueries(endpoint(Integer.parseInt(args[2])));
    System.exit(
        Pipeline.run(
            Aggregator.stage(
                KafkaConnection.to(args[0]),
                new SimpleMeterRegistry(),
                settings,
                Path.of(args[1]))));
  }

  static QueryEndpoint endpoint(int port) {
    return QueryEndpoint.on("127.0.0.1", port, Optional.of("secret"));
  }

  static Process start(KafkaConnection kafka, Path stateDir, int queryPort) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            AggregatorProcess.class.getName(),
            kafka.bootstrapServers(),
            stateDir.toString(),
            Integer.toString(queryPort))
        .redirectErrorStream(true)
        .redirectOutput(stateDir.resolveSibling(stateDir.getFileName() + ".log").toFile())
        .start();
  }
}
