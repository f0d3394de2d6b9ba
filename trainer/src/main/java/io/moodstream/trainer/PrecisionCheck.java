package io.moodstream.trainer;

import io.moodstream.trainer.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine computes in bfloat16, and rightly. */
final class PrecisionCheck {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final double AGREES = 0.02;

  private PrecisionCheck() {}

  static Precision best(TrainingPlan plan, Batches batches) {
    return processorHasIt() && secondStepsAgree(plan, batches) ? Precision.BF16 : Precision.FP32;
  }

  private static boolean processorHasIt() {
    try {
      String processor = Files.readString(PROCESSOR);
      return processor.contains("avx512_bf16") || processor.contains("amx_bf16");
    } catch (IOException e) {
      // No Linux: nothing is known of the processor, and float32 is always right.
      return false;
    }
  }

  private static boolean secondStepsAgree(TrainingPlan plan, Batches batches) {
    Batch batch = batches.batch(batches.order(1), 1, 0);
    double exact = loss(plan, batch, Precision.FP32);
    double rounded = loss(plan, batch, Precision.BF16);
    return Math.abs(exact - rounded) <= AGREES * exact;
  }

  /** Of the second step: the first one's gradients have been at work. */
  private static double loss(TrainingPlan plan, Batch batch, Precision precision) {
    try (TrainingGraph graph = new TrainingGraph(plan, precision)) {
      float rate = plan.recipe().schedule().rate(0);
      TrainingGraph.Outcome unused = graph.step(batch, 1, rate);
      return graph.step(batch, 2, rate).loss();
    }
  }
}
