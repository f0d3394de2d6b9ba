package io.moodstream.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All figures of one run.
 *
 * @param date of the run, as 2026-01-31
 * @param pictures where they came from
 * @param rate of each camera, frames/s
 * @param warmUp seconds before each measurement that are in no figure
 * @param loops without Kafka: the bare loop and the paper's, with one thread and more
 * @param scenarios in the order in which they ran
 */
public record LoadReport(
    String date,
    String command,
    Machine machine,
    String pictures,
    int width,
    int height,
    double pictureBytes,
    double rate,
    long warmUp,
    long seconds,
    List<LoopResult> loops,
    List<Scenario> scenarios) {
  static final String BARE = "bare loop";
  static final String PAPER = "paper's loop";

  /** The most analysed frames/s of any scenario. */
  double peak() {
    return scenarios.stream().mapToDouble(Scenario::analysed).max().orElse(0);
  }

  /** The peak in relation to a loop's frames/s; empty without that loop. */
  Optional<Double> ratio(String loop, int threads) {
    return loops.stream()
        .filter(result -> result.name().equals(loop) && result.threads() == threads)
        .map(result -> peak() / result.framesPerSecond())
        .findFirst();
  }

  String table() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %d x %d pixels, %.1f KB a picture; %s, %d cores; %d s of warm-up before each %d s"
                + " measured%n%n",
            pictures,
            width,
            height,
            pictureBytes / 1e3,
            machine.processor(),
            machine.cores(),
            warmUp,
            seconds));
    if (!loops.isEmpty()) {
      text.append("loop          threads  frames/s  CPU-ms/frame  faces/frame  steps (ms/frame)\n");
    }
    for (LoopResult loop : loops) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-13s %7d %9.1f %13.1f %12.2f  %s%n",
              loop.name(),
              loop.threads(),
              loop.framesPerSecond(),
              loop.cpuMillisPerFrame(),
              loop.facesPerFrame(),
              loop.stepMillis().entrySet().stream()
                  .map(
                      step -> String.format(Locale.ROOT, "%s %.2f", step.getKey(), step.getValue()))
                  .collect(Collectors.joining(", "))));
    }
    text.append(
        "\nscenario        cameras  offered/s  analysed/s  skipped/s  cores  load  others  CPU-ms/frame "
            + " p50   p90   p99   max ms  MB stages+broker\n");
    for (Scenario scenario : scenarios) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-15s %7d %10.1f %11.1f %10.1f %6.2f %5.2f %7.2f %13.1f %5d %5d %5d %6d %9.0f + %.0f%n",
              scenario.name(),
              scenario.cameras(),
              scenario.offered(),
              scenario.analysed(),
              scenario.skipped(),
              scenario.cores(),
              scenario.loadCores(),
              scenario.otherCores(),
              scenario.cpuMillisPerFrame(),
              scenario.delays().p50(),
              scenario.delays().p90(),
              scenario.delays().p99(),
              scenario.delays().max(),
              scenario.stagesMegabytes(),
              scenario.brokerMegabytes()));
    }
    text.append('\n');
    for (LoopResult loop : loops) {
      ratio(loop.name(), loop.threads())
          .ifPresent(
              ratio ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "peak / %s with %d threads: %.2f%n",
                          loop.name(),
                          loop.threads(),
                          ratio)));
    }
    return text.toString();
  }
}
