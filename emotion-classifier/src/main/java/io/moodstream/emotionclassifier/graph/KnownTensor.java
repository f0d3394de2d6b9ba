package io.moodstream.emotionclassifier.graph;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a tensor before anything runs: its size, and its values where they are whole
 * numbers that only depend on sizes and constants, such as the target of a Reshape.
 *
 * @param numbers row-major; at most 64, more are never the shape of a tensor
 */
record KnownTensor(TensorSize size, Optional<List<Long>> numbers) {
  static final int MAX_NUMBERS = 64;

  KnownTensor {
    numbers = numbers.filter(all -> all.size() <= MAX_NUMBERS).map(List::copyOf);
  }

  static KnownTensor of(TensorSize size) {
    return new KnownTensor(size, Optional.empty());
  }

  /** A vector of whole numbers. */
  static KnownTensor vector(List<Long> numbers) {
    return new KnownTensor(TensorSize.of(numbers.size()), Optional.of(numbers));
  }
}
