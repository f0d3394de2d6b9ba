package io.moodstream.benchmarks.chaos;

import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code moodstream run} with a trainer: one process with every stage, and two children. */
final class EmbeddedInstallation implements Installation {
  private static final String READY = "moodstream is ready: ";

  private final JavaCommand java;
  private final Path dataDir;
  private final Path pictures;
  private final Path output;
  private Optional<Process> process = Optional.empty();

  EmbeddedInstallation(JavaCommand java, Path disk, Path folder) throws IOException {
    this.java = java;
    this.dataDir = disk.resolve("data");
    this.pictures = Files.createDirectories(folder.resolve("pictures"));
    this.output = folder.resolve("moodstream.out");
  }

  @Override
  public void revive() throws IOException {
    if (process.filter(Process::isAlive).isPresent()) {
      return;
    }
    process =
        Optional.of(
            java.start(
                List.of("-Xmx1g", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
                "io.moodstream.allinone.commands.Moodstream",
                List.of(
                    "run",
                    "--port=0",
                    "--data-dir=" + dataDir,
                    "--trainer-data=" + pictures,
                    "--camera=hall=synthetic:1,fps=5",
                    "--camera=door=synthetic:2,fps=5"),
                output));
  }

  @Override
  public List<Victim> victims() {
    List<Victim> running = new ArrayList<>();
    process
        .filter(Process::isAlive)
        .ifPresent(
            parent -> {
              running.add(new Victim("moodstream", parent.toHandle()));
              parent.children().forEach(child -> running.add(new Victim(name(child), child)));
            });
    return running;
  }

  private static String name(ProcessHandle child) {
    String line = child.info().commandLine().orElse("");
    return line.contains("BrokerMain") || line.contains("moodstream-kafka") ? "kafka" : "trainer";
  }

  @Override
  public boolean isReady() throws IOException, InterruptedException {
    return Files.exists(output)
        && Files.readString(output).contains(READY)
        && Http.status(URI.create(url() + "/health/ready")) == 200;
  }

  @Override
  public KafkaConnection kafka() throws IOException {
    return ClientFile.of(dataDir.resolve("kafka")).read();
  }

  @Override
  public URI url() throws IOException {
    String text = Files.readString(output);
    int begin = text.indexOf(READY);
    if (begin < 0) {
      throw new IOException("it is not ready yet");
    }
    return URI.create(text.substring(begin + READY.length()).lines().findFirst().orElseThrow());
  }

  @Override
  public String output() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }

  @Override
  public void close() {
    process.ifPresent(
        running -> {
          running.destroy();
          running.onExit().join();
        });
  }
}
