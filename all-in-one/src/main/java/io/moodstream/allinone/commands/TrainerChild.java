package io.moodstream.allinone.commands;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.JavaOptions;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.pipeline.stage.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code train --serve} in a child process of low priority, so that a training shares neither
 * memory nor fate with the live classifier. One that dies is started again and goes on from its
 * last checkpoint; meanwhile everything else is up.
 */
final class TrainerChild implements Stage {
  private static final Logger log = LoggerFactory.getLogger(TrainerChild.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration CLOSE_LIMIT = STOP_LIMIT.plusSeconds(5);
  private static final String NAME = "trainer";
  private static final boolean UNIX = Files.exists(Path.of("/bin/sh"));

  private final List<String> arguments;
  private final Path output;
  private final Worker watch = new Worker("trainer-watch", CLOSE_LIMIT, this::watch);
  private volatile @Nullable Process process;

  /**
   * @param kafkaConfig where the connection's further properties come from
   * @param dataRoot the folder below which requests find their data
   * @param folder for what it keeps, and {@code trainer.out}
   */
  TrainerChild(KafkaConnection kafka, Optional<Path> kafkaConfig, Path dataRoot, Path folder) {
    if (!Files.isDirectory(dataRoot)) {
      throw new Failure("--trainer-data: %s is not a folder".formatted(dataRoot));
    }
    output = folder.resolve("trainer.out");
    List<String> all = new ArrayList<>();
    all.addAll(List.of("train", "--serve", "--bootstrap-servers", kafka.bootstrapServers()));
    // Not as arguments, which other users of the machine see.
    kafkaConfig.ifPresent(file -> all.addAll(List.of("--kafka-config", file.toString())));
    all.addAll(List.of("--data-dir", folder.toString(), "--data-root", dataRoot.toString()));
    arguments = List.copyOf(all);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    watch.start();
  }

  @Override
  public Health health() {
    Optional<String> failure = watch.failure();
    if (failure.isPresent()) {
      String reason = "the trainer cannot be started: " + failure.get();
      return Health.of(NAME, Health.Status.DOWN, reason);
    }
    Process child = process;
    String state =
        child != null && child.isAlive()
            ? "process " + child.pid()
            : "being started; see " + output;
    return Health.of(NAME, watch.isEnding() ? Health.Status.DOWN : Health.Status.UP, state);
  }

  @Override
  public void close() {
    watch.close();
  }

  private void watch() throws IOException {
    try {
      do {
        Process child = launch();
        process = child;
        int code = child.waitFor();
        log.warn("the trainer has ended with code {}, it starts again; see {}", code, output);
      } while (!watch.pause(PAUSE));
    } catch (InterruptedException e) {
      stop();
    }
  }

  private void stop() {
    Process child = process;
    if (child == null) {
      return;
    }
    child.destroy();
    try {
      if (!child.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        child.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
    }
  }

  private Process launch() throws IOException {
    Files.createDirectories(output.toAbsolutePath().getParent());
    List<String> command = new ArrayList<>();
    if (UNIX) {
      // Ctrl-C reaches the whole process group, but this process is stopped explicitly. The live
      // stages first.
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec nice -n 10 \"$@\"", NAME));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JavaOptions.inherited());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            TrainerProcess.class.getName()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // The launcher limits prediction to one thread; a training uses all processors.
    builder.environment().remove("TF_NUM_INTRAOP_THREADS");
    return builder.start();
  }
}
