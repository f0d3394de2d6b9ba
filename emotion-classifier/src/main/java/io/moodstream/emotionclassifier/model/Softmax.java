package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Probabilities;

/** Logits to probabilities. */
final class Softmax {
  private static final int CLASSES = Expression.ALL.size();

  private Softmax() {}

  /**
   * softmax(logits / temperature) of one row.
   *
   * @param logits {@code [n, 7]}, row-major
   * @throws IllegalStateException if a logit is not finite
   */
  static Probabilities of(float[] logits, int row, double temperature) {
    int from = row * CLASSES;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < CLASSES; i++) {
      float logit = logits[from + i];
      if (!Float.isFinite(logit)) {
        throw new IllegalStateException("a model's logit is %s, not finite".formatted(logit));
      }
      largest = Math.max(largest, logit);
    }
    double[] exponentials = new double[CLASSES];
    double sum = 0;
    for (int i = 0; i < CLASSES; i++) {
      // Less the largest, so that nothing overflows.
      exponentials[i] = Math.exp((logits[from + i] - largest) / temperature);
      sum += exponentials[i];
    }
    float[] values = new float[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      values[i] = (float) (exponentials[i] / sum);
    }
    return new Probabilities(values);
  }
}
