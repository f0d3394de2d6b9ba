package io.moodstream.trainer;

/** Arithmetic on one row of logits. */
final class Logits {
  private Logits() {}

  /** softmax(logits / temperature). */
  static double[] softmax(double[] logits, double temperature) {
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
  static int top(double[] values) {
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[top]) {
        top = i;
      }
    }
    return top;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
