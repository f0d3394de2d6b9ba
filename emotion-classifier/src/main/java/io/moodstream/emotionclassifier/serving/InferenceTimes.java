package io.moodstream.emotionclassifier.serving;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long a model takes for a face lately, from any number of threads. The median of its calls: a
 * stall, and the first call with another number of faces, say nothing about the model.
 */
final class InferenceTimes {
  /** Faces before a figure is worth comparing. */
  static final int ENOUGH = 200;

  /** From the first call to the last: a bad second of the machine must not decide. */
  private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int KEPT = 1_000;

  /**
   * Calls that are closer are not timed, so that those kept span 20 s however many threads call.
   */
  private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Deque<Call> calls = new ArrayDeque<>();
  private long faces;

  private record Call(long endNanos, double nanosAFace) {}

  /**
   * @param startNanos as {@link System#nanoTime} reports
   */
  synchronized void add(long startNanos, long endNanos, int faceCount) {
    faces += faceCount;
    boolean apart = calls.isEmpty() || endNanos - calls.getLast().endNanos() >= APART_NANOS;
    if (faceCount > 0 && apart) {
      calls.add(new Call(endNanos, (double) (endNanos - startNanos) / faceCount));
    }
    if (calls.size() > KEPT) {
      calls.remove();
    }
  }

  synchronized boolean hasEnoughFaces() {
    return faces >= ENOUGH;
  }

  /**
   * Whether a face takes more than {@code factor} times as long as with {@code other}, in words;
   * empty while either has predicted too few, or this one for too short a time.
   */
  Optional<String> slowness(InferenceTimes other, double factor) {
    if (!lasts() || !hasEnoughFaces() || !other.hasEnoughFaces()) {
      return Optional.empty();
    }
    double here = millis();
    double there = other.millis();
    if (here <= factor * there) {
      return Optional.empty();
    }
    return Optional.of(
        "it takes %.1f ms a face, the one before took %.1f ms".formatted(here, there));
  }

  private synchronized boolean lasts() {
    return !calls.isEmpty()
        && calls.getLast().endNanos() - calls.getFirst().endNanos() >= ENOUGH_NANOS;
  }

  /** The median, ms a face; 0 before the first. */
  synchronized double millis() {
    return calls.stream()
        .mapToDouble(call -> call.nanosAFace() / 1e6)
        .sorted()
        .skip(calls.size() / 2)
        .findFirst()
        .orElse(0);
  }
}
