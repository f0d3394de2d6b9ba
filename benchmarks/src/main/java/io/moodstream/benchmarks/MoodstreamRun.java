package io.moodstream.benchmarks;

import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.allinone.broker.DataDir;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code moodstream run} in a process of its own, with an empty data folder. */
public final class MoodstreamRun implements AutoCloseable {
  private static final String READY = "moodstream is ready: ";

  private final Process process;
  private final BufferedReader output;
  private final String url;
  private final Path dataDir;

  private MoodstreamRun(Process process, BufferedReader output, String url, Path dataDir) {
    this.process = process;
    this.output = output;
    this.url = url;
    this.dataDir = dataDir;
  }

  /**
   * Returns once it is ready.
   *
   * @param cameras {@code ID=SOURCE}
   */
  public static MoodstreamRun ready(List<String> cameras) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(moreOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.moodstream.allinone.commands.Moodstream", "run", "--port", "0"));
    Path dataDir = Files.createTempDirectory("moodstream-bench");
    command.addAll(List.of("--data-dir", dataDir.toString()));
    cameras.forEach(camera -> command.addAll(List.of("--camera", camera)));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // As the launcher does.
    builder.environment().putIfAbsent("TF_ENABLE_ONEDNN_OPTS", "1");
    builder.environment().putIfAbsent("TF_NUM_INTRAOP_THREADS", "1");
    Process process = builder.start();
    // An interrupted benchmark must not leave it running.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-moodstream"));
    var output = process.inputReader(StandardCharsets.UTF_8);
    var run = new MoodstreamRun(process, output, awaitReady(output), dataDir);
    run.drain();
    return run;
  }

  /** As the launcher takes them. */
  private static List<String> moreOptions() {
    return Stream.of(System.getenv().getOrDefault("MOODSTREAM_JAVA_OPTS", "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  private static String awaitReady(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(READY)) {
      System.out.println(line);
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("moodstream ended before it was ready");
    }
    return line.substring(READY.length());
  }

  /** A full pipe would hold up the process. */
  private void drain() {
    var reader = new Thread(() -> output.lines().forEach(System.out::println), "moodstream-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Of the dashboard. */
  public String url() {
    return url;
  }

  /** The process of all stages. */
  public ProcessHandle stages() {
    return process.toHandle();
  }

  /** The process of Kafka. */
  public ProcessHandle broker() {
    return process.descendants().findFirst().orElseThrow();
  }

  /** The embedded Kafka. */
  public KafkaConnection kafka() throws IOException {
    return ClientFile.of(DataDir.broker(dataDir)).read();
  }

  /** Those of moodstream, by name and labels. */
  public Map<String, Double> metrics() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
    String text =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    var values = new TreeMap<String, Double>();
    text.lines()
        .filter(line -> line.startsWith("moodstream_"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            });
    return values;
  }

  /** Of the process and of Kafka, which is its child. */
  Duration processorTime() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
