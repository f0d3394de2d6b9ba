package io.moodstream.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether ready means ready: {@code StartBenchmark ID=SOURCE...}. Prints the frames that were
 * analysed and skipped in the first and in the second half minute after "moodstream is ready".
 */
public final class StartBenchmark {
  private static final int SECONDS = 30;

  private StartBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (MoodstreamRun run = MoodstreamRun.ready(List.of(args))) {
      Map<String, Double> before = run.metrics();
      for (String half : List.of("first", "second")) {
        TimeUnit.SECONDS.sleep(SECONDS);
        Map<String, Double> after = run.metrics();
        System.out.printf(
            Locale.ROOT,
            "%-6s half minute: %5.0f analysed, %4.0f skipped%n",
            half,
            frames(after, "analysed") - frames(before, "analysed"),
            frames(after, "skipped") - frames(before, "skipped"));
        before = after;
      }
    }
  }

  private static double frames(Map<String, Double> metrics, String outcome) {
    return metrics.getOrDefault(
        "moodstream_classifier_frames_total{outcome=\"%s\"}".formatted(outcome), 0.0);
  }
}
