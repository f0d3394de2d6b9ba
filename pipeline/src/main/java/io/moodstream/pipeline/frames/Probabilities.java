package io.moodstream.pipeline.frames;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Seven probabilities in model order ({@link Expression}), each 0 to 1, sum 1 within 1e-3. */
public record Probabilities(float[] values) {
  /** A face whose top probability is under this counts as uncertain. */
  public static final float CERTAIN = 0.5f;

  private static final float TOLERANCE = 1e-3f;

  public Probabilities {
    if (values.length != Expression.ALL.size()) {
      throw new IllegalArgumentException(
          "a face has %d probabilities, not %d".formatted(Expression.ALL.size(), values.length));
    }
    values = values.clone();
    float sum = 0;
    for (float value : values) {
      if (!(value >= -TOLERANCE && value <= 1 + TOLERANCE)) {
        throw new IllegalArgumentException("probability " + value + " is not in [0, 1]");
      }
      sum += value;
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new IllegalArgumentException("probabilities sum to " + sum + ", not 1");
    }
  }

  public static Probabilities of(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return new Probabilities(array);
  }

  /** A copy. */
  @Override
  public float[] values() {
    return values.clone();
  }

  public List<Float> asList() {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  public float of(Expression expression) {
    return values[expression.index()];
  }

  /** The most probable expression; the first in model order where two are equal. */
  public Expression top() {
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[top]) {
        top = i;
      }
    }
    return Expression.ALL.get(top);
  }

  public boolean uncertain() {
    return of(top()) < CERTAIN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Probabilities probabilities
        && Arrays.equals(values, probabilities.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Probabilities" + Arrays.toString(values);
  }
}
