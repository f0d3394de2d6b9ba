package io.moodstream.trainer.network;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * One array of a network, row-major: a kernel {@code [height, width, in, out]}, a matrix {@code
 * [in, out]} or a vector. The array is shared, not copied: weights are megabytes and are handed on
 * after every epoch.
 */
@SuppressWarnings("ArrayRecordComponent") // Equality is by content, below.
public record Weight(Shape shape, float[] values) {
  public Weight {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          "a weight of shape %s has %d values".formatted(shape, values.length));
    }
  }

  public static Weight filled(Shape shape, float value) {
    float[] values = new float[Math.toIntExact(shape.size())];
    Arrays.fill(values, value);
    return new Weight(shape, values);
  }

  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weight weight
        && shape.equals(weight.shape)
        && Arrays.equals(values, weight.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Weight" + shape;
  }
}
