package io.moodstream.emotionclassifier.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a tensor, every dimension known.
 *
 * @param dimensions 0 to 6 of them, each 0 or more; a scalar has none
 */
record TensorSize(List<Long> dimensions) {
  /** Dimensions of the largest rank that every kernel in the list of operations supports. */
  static final int MAX_RANK = 6;

  /** Values in one tensor; far above any limit here, and 64 of them still fit a long. */
  private static final long MAX_VALUES = 1L << 40;

  TensorSize {
    dimensions = List.copyOf(dimensions);
    if (dimensions.size() > MAX_RANK) {
      throw new IllegalArgumentException(
          "a tensor of %d dimensions, more than %d".formatted(dimensions.size(), MAX_RANK));
    }
    long values = 1;
    for (long dimension : dimensions) {
      if (dimension < 0 || dimension > MAX_VALUES) {
        throw new IllegalArgumentException("a dimension of %d".formatted(dimension));
      }
      if (dimension > 0 && values > MAX_VALUES / dimension) {
        throw new IllegalArgumentException(
            "a tensor of more than %,d values".formatted(MAX_VALUES));
      }
      values *= dimension;
    }
  }

  static TensorSize of(long... dimensions) {
    return new TensorSize(Arrays.stream(dimensions).boxed().toList());
  }

  int rank() {
    return dimensions.size();
  }

  long at(int axis) {
    return dimensions.get(axis);
  }

  /** How many values the tensor holds. */
  long values() {
    return dimensions.stream().reduce(1L, (a, b) -> a * b);
  }

  /** As TensorFlow writes it: {@code [64,48,48,1]}. */
  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
