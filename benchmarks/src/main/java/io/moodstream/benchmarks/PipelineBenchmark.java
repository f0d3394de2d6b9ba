package io.moodstream.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole system with cameras of your choice: {@code PipelineBenchmark SECONDS ID=SOURCE...}.
 * Prints what was analysed and skipped a second over the measured time, and the delay from capture
 * to prediction (over all of the process's life, its first seconds included).
 */
public final class PipelineBenchmark {
  private static final Pattern DELAY =
      Pattern.compile("moodstream_delay_seconds_bucket\\{le=\"([^\"]+)\"}");
  private static final int WARM_UP_SECONDS = 15;

  private PipelineBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int seconds = Integer.parseInt(args[0]);
    try (MoodstreamRun run = MoodstreamRun.ready(List.of(args).subList(1, args.length))) {
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      Map<String, Double> before = run.metrics();
      Duration usedBefore = run.processorTime();
      TimeUnit.SECONDS.sleep(seconds);
      Map<String, Double> after = run.metrics();
      print(before, after, seconds);
      print(run.processorTime().minus(usedBefore), seconds, analysed(after) - analysed(before));
    }
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
