package io.moodstream.allinone;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaConnection.KafkaUnreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real Kafka broker (KRaft) in a child JVM started from this process's class path. Its data
 * outlives it, frames and faces excepted; it ends when this process ends, however that happens.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Pattern CAUSE = Pattern.compile("^\\S.*(ERROR|FATAL|Exception|Error)\\b");
  private static final int MOST_CAUSES = 5;
  private static final boolean UNIX = Files.exists(Path.of("/bin/sh"));

  private final Path data;
  private final Process process;
  private final KafkaConnection connection;

  private EmbeddedBroker(Path data, Process process, KafkaConnection connection) {
    this.data = data;
    this.process = process;
    this.connection = connection;
  }

  /**
   * Returns when the broker answers.
   *
   * @param folder for its data, its configuration and {@code broker.log}
   * @param listen also open it to other machines at this address
   * @throws Failure if it does not come up; the message holds what its log gives as the cause
   */
  public static EmbeddedBroker start(Path folder, Optional<HostPort> listen)
      throws InterruptedException {
    try {
      Files.createDirectories(folder);
      awaitOrphan(folder);
      listen.ifPresent(EmbeddedBroker::requireFree);
      int port = freePort();
      Path data = folder.resolve("data");
      Path config = folder.resolve("server.properties");
      try (Writer out = Files.newBufferedWriter(config)) {
        BrokerConfig.of(data, port, freePort(), listen).store(out, "written at every start");
      }
      Process process = launch(folder, config);
      var broker = new EmbeddedBroker(data, process, KafkaConnection.to("127.0.0.1:" + port));
      broker.awaitAnswer(folder.resolve("broker.log"));
      return broker;
    } catch (IOException e) {
      throw new Failure("cannot start the embedded Kafka in %s: %s".formatted(folder, e), e);
    }
  }

  public KafkaConnection connection() {
    return connection;
  }

  Process process() {
    return process;
  }

  /** How its process has ended and where to read why; empty while it runs. */
  Optional<String> ending() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of(
            "its process has ended with code %d; see %s"
                .formatted(process.exitValue(), data.resolveSibling("broker.log")));
  }

  /** Ends the broker, and leaves no frames and faces in its folder. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    try {
      forgetAndEnd().deleteFiles(data);
    } catch (ExecutionException | IOException e) {
      log.warn("frames and faces of the last minutes stay in {} until the next start", data, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Erasure forgetAndEnd() throws InterruptedException, ExecutionException {
    try {
      return Erasure.forget(connection);
    } finally {
      end();
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process launch(Path folder, Path config) throws IOException {
    List<String> command = new ArrayList<>();
    if (UNIX) {
      // Ctrl-C reaches the whole process group: the broker must outlive the stages that still
      // commit to it.
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "broker"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JavaOptions.inherited());
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlog4j2.configurationFile=classpath:log4j2-broker.xml",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            config.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("broker.log").toFile())
            .start();
    Files.writeString(folder.resolve("pid"), Long.toString(process.pid()));
    return process;
  }

  /**
   * A broker whose parent was killed needs some seconds to notice; until then it holds the data.
   */
  private static void awaitOrphan(Path folder) throws IOException, InterruptedException {
    Path pid = folder.resolve("pid");
    if (!Files.exists(pid)) {
      return;
    }
    Optional<ProcessHandle> orphan =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .filter(handle -> handle.info().command().orElse("").contains("java"));
    Instant limit = Instant.now().plus(STOP_LIMIT);
    while (orphan.map(ProcessHandle::isAlive).orElse(false) && Instant.now().isBefore(limit)) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private void awaitAnswer(Path log) throws InterruptedException, IOException {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (true) {
      try {
        connection.requireReachable(Duration.ofSeconds(2));
        return;
      } catch (KafkaUnreachable e) {
        if (!process.isAlive() || Instant.now().isAfter(limit)) {
          end();
          throw new Failure(
              "the embedded Kafka did not start; %s:%n%s".formatted(log, causes(log)), e);
        }
      }
    }
  }

  /** Errors without the frames of their traces; the log's end where it holds none. */
  private static String causes(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> causes =
        lines.stream().filter(line -> CAUSE.matcher(line).find()).limit(MOST_CAUSES).toList();
    return String.join(
        "\n",
        causes.isEmpty()
            ? lines.subList(Math.max(0, lines.size() - MOST_CAUSES), lines.size())
            : causes);
  }

  private static void requireFree(HostPort address) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw new Failure(
          "Kafka cannot listen on %s: %s; choose another --kafka-listen"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
