package io.moodstream.trainer.evaluation;

/** Arithmetic on one row of logits. */
public final class Logits {
  private Logits() {}

  /** softmax(logits / temperature). */
  public static double[] softmax(double[] logits, double temperature) {
    double largest = logits[top(logits)];
    double[] values = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp((logits[i] - largest) / temperature);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }

  /** The index of the largest; the first of equals. */
  public static int top(double[] values) {
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[top]) {
        top = i;
      }
    }
    return top;
  }

  public static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
