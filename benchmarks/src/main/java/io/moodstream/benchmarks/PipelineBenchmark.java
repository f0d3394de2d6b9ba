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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The whole system with cameras of your choice: {@code PipelineBenchmark SECONDS ID=SOURCE...}.
 * Prints what was analysed and skipped a second over the measured time, and the delay from capture
 * to prediction (over all of the process's life, its first seconds included).
 */
public final class PipelineBenchmark {
  private static final Pattern DELAY =
      Pattern.compile("moodstream_delay_seconds_bucket\\{le=\"([^\"]+)\"}");
  private static final String READY = "moodstream is ready: ";
  private static final int WARM_UP_SECONDS = 15;

  private PipelineBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int seconds = Integer.parseInt(args[0]);
    Process process = start(List.of(args).subList(1, args.length));
    try (BufferedReader output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      String url = awaitReady(output);
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      Map<String, Double> before = metrics(url);
      Duration usedBefore = processorTime(process);
      TimeUnit.SECONDS.sleep(seconds);
      Map<String, Double> after = metrics(url);
      print(before, after, seconds);
      print(processorTime(process).minus(usedBefore), seconds, analysed(after) - analysed(before));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static Process start(List<String> cameras) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.moodstream.allinone.commands.Moodstream", "run", "--port", "0"));
    command.addAll(List.of("--data-dir", Files.createTempDirectory("moodstream-bench").toString()));
    cameras.forEach(camera -> command.addAll(List.of("--camera", camera)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
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

  private static Map<String, Double> metrics(String url) throws IOException, InterruptedException {
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
  private static Duration processorTime(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static double analysed(Map<String, Double> metrics) {
    return metrics.getOrDefault("moodstream_classifier_frames_total{outcome=\"analysed\"}", 0.0);
  }

  private static void print(Duration used, int seconds, double frames) {
    System.out.printf(
        Locale.ROOT,
        "processor  %6.2f cores, %.1f ms for each analysed frame%n",
        used.toMillis() / 1e3 / seconds,
        used.toMillis() / frames);
  }

  private static void print(Map<String, Double> before, Map<String, Double> after, int seconds) {
    for (String outcome : List.of("analysed", "skipped")) {
      String name = "moodstream_classifier_frames_total{outcome=\"" + outcome + "\"}";
      double rate = (after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0)) / seconds;
      System.out.printf(Locale.ROOT, "%-10s %6.1f frames/s%n", outcome, rate);
    }
    for (double quantile : new double[] {0.5, 0.99}) {
      System.out.printf(
          Locale.ROOT,
          "delay p%-4s under %6.0f ms%n",
          quantile,
          1_000 * delay(before, after, quantile));
    }
  }

  /** The upper bound of the histogram's bucket that holds the quantile, s. */
  private static double delay(
      Map<String, Double> before, Map<String, Double> after, double quantile) {
    var bounds = new TreeMap<Double, Double>();
    after.forEach(
        (name, count) -> {
          Matcher bucket = DELAY.matcher(name);
          if (bucket.matches()) {
            String bound = bucket.group(1).replace("+Inf", "Infinity");
            bounds.put(Double.valueOf(bound), count - before.getOrDefault(name, 0.0));
          }
        });
    double wanted = quantile * bounds.lastEntry().getValue();
    return bounds.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= wanted)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
