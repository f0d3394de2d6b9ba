package io.moodstream.emotionclassifier.graph;

/**
 * The result of an operation and what it takes.
 *
 * @param output its first output
 * @param made values for which memory is taken, results and copies
 * @param multiplyAdds or other steps of a few instructions each
 */
record Work(KnownTensor output, long made, long multiplyAdds) {
  /** A result, {@code multiplyAdds} for all of it. */
  static Work of(TensorSize output, long multiplyAdds) {
    return new Work(KnownTensor.of(output), output.values(), multiplyAdds);
  }

  /** A result, one step for each of its values. */
  static Work of(TensorSize output) {
    return of(KnownTensor.of(output));
  }

  /** A result, one step for each of its values. */
  static Work of(KnownTensor output) {
    return new Work(output, output.size().values(), output.size().values());
  }

  /** The values of an input under another shape: nothing is made. */
  static Work view(KnownTensor output) {
    return new Work(output, 0, 0);
  }
}
