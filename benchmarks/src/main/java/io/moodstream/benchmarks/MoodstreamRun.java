package io.moodstream.benchmarks;

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
final class MoodstreamRun implements AutoCloseable {
  private static final String READY = "moodstream is ready: ";

  private final Process process;
  private final BufferedReader output;
  private final String url;

  private MoodstreamRun(Process process, BufferedReader output, String url) {
    this.process = process;
    this.output = output;
    this.url = url;
  }

  /**
   * Returns once it is ready.
   *
   * @param cameras {@code ID=SOURCE}
   */
  static MoodstreamRun ready(List<String> cameras) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.moodstream.allinone.commands.Moodstream", "run", "--port", "0"));
    command.addAll(List.of("--data-dir", Files.createTempDirectory("moodstream-bench").toString()));
    cameras.forEach(camera -> command.addAll(List.of("--camera", camera)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = process.inputReader(StandardCharsets.UTF_8);
    return new MoodstreamRun(process, output, awaitReady(output));
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

  /** Those of moodstream, by name and labels. */
  Map<String, Double> metrics() throws IOException, InterruptedException {
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
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    output.close();
  }
}
