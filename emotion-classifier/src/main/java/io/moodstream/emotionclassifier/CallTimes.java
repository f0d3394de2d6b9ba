package io.moodstream.emotionclassifier;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** How long a model takes for a face, from any number of threads. */
final class CallTimes {
  /** Faces before a mean is worth comparing. */
  private static final int ENOUGH = 50;

  private final LongAdder nanos = new LongAdder();
  private final LongAdder faces = new LongAdder();

  void add(long tookNanos, int judgedFaces) {
    if (judgedFaces > 0) {
      nanos.add(tookNanos);
      faces.add(judgedFaces);
    }
  }

  /**
   * Whether a face takes more than {@code factor} times as long as with {@code other}, in words;
   * empty while either has judged too few.
   */
  Optional<String> slowness(CallTimes other, double factor) {
    if (faces.sum() < ENOUGH || other.faces.sum() < ENOUGH || mean() <= factor * other.mean()) {
      return Optional.empty();
    }
    return Optional.of(
        "it takes %.1f ms a face, the one before took %.1f ms".formatted(mean(), other.mean()));
  }

  /** Milliseconds. */
  private double mean() {
    return nanos.sum() / 1e6 / faces.sum();
  }
}
