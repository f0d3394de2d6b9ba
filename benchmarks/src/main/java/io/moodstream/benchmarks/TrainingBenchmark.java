package io.moodstream.benchmarks;

import io.moodstream.trainer.TargetSources;
import io.moodstream.trainer.Trainer;
import io.moodstream.trainer.TrainingSettings;
import io.moodstream.trainer.TrainingSettings.Computing;
import io.moodstream.trainer.TrainingSettings.Inputs;
import io.moodstream.trainer.TrainingSettings.Learning;
import io.moodstream.trainer.TrainingSettings.Measuring;
import io.moodstream.trainer.TrainingSettings.Monitor;
import io.moodstream.trainer.TrainingSettings.Output;
import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One epoch in bfloat16 and one in float32: {@code TrainingBenchmark DATA VOTES compact|paper}.
 * Prints images/s, how much of the time the step waited for its images (without which it would be
 * the step alone), and the most memory that the process held.
 */
public final class TrainingBenchmark {
  private TrainingBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    double first = 0;
    for (Precision precision : new Precision[] {Precision.BF16, Precision.FP32}) {
      EpochResult epoch = epoch(args, precision);
      first = first == 0 ? epoch.imagesPerSecond() : first;
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f images/s, %.0f of the step alone (%.2f%% waiting), loss %.3f, ratio to the"
              + " first %.2f%n",
          precision,
          epoch.imagesPerSecond(),
          epoch.imagesPerSecond() / (1 - epoch.waiting()),
          100 * epoch.waiting(),
          epoch.train().loss(),
          epoch.imagesPerSecond() / first);
    }
    System.out.println("most memory held: " + peak());
  }

  private static EpochResult epoch(String[] args, Precision precision)
      throws IOException, InterruptedException {
    var results = new EpochResult[1];
    Trainer.train(
        new TrainingSettings(
            Inputs.labelled(Path.of(args[0]))
                .withTargets(
                    new TargetSources(Optional.of(Path.of(args[1])), Optional.empty(), List.of())),
            Learning.of(Architecture.ofLabel(args[2])).withEpochs(1),
            Measuring.on(Monitor.NOTHING),
            new Computing(
                TrainingSettings.DEFAULT_SEED,
                Runtime.getRuntime().availableProcessors(),
                Optional.of(precision)),
            Output.to(Files.createTempDirectory("training-benchmark"), "benchmark")),
        result -> results[0] = result);
    return results[0];
  }

  /** Linux counts it. */
  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.substring(6).trim())
        .findFirst()
        .orElse("unknown");
  }
}
