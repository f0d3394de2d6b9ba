package io.moodstream.cameraproducer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Holds back a source that ends by itself, so that each of its frames is analysed: a frame is sent
 * once few enough are without an answer. One at first, as a machine that has just started is slow;
 * one more with each analysed frame, as in TCP's slow start. Thread-safe.
 */
final class AnswerWindow {
  /** At 30 frames a second an answer may take a quarter of a second without slowing the source. */
  static final int LARGEST = 8;

  /** A frame that became a dead letter is never answered. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final BooleanSupplier expected;
  private long sent = -1;
  private long answered = -1;
  private int size = 1;

  /**
   * @param expected whether answers can be read at all; while false nothing is held back
   */
  AnswerWindow(BooleanSupplier expected) {
    this.expected = expected;
  }

  /** Returns when the next frame may be sent. */
  synchronized void await() throws InterruptedException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (expected.getAsBoolean() && sent - answered >= size) {
      if (System.nanoTime() >= limit) {
        answered = sent;
        size = 1;
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, LOOK.toNanos());
    }
  }

  synchronized void onSent(long sequence) {
    sent = sequence;
  }

  /** Answers keep the order of the frames, so all before this one are answered or lost. */
  synchronized void onAnswer(long sequence, boolean analysed) {
    answered = Math.max(answered, sequence);
    size = analysed ? Math.min(LARGEST, size + 1) : 1;
    notifyAll();
  }
}
