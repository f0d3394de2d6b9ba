package io.moodstream.cameraproducer;

import io.moodstream.pipeline.frames.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Slows a camera down to the rate at which its frames are analysed, and up again: additive
 * increase, multiplicative decrease, as TCP shares a line fairly between senders that know nothing
 * of each other. Without answers a camera runs at its own rate. Thread-safe.
 */
final class AdaptiveRate {
  /** Answers of this span decide together. */
  static final Duration WINDOW = Duration.ofSeconds(1);

  /** Frames that wait longer on average announce overload: the detector skips them at 1 s. */
  static final Duration TOO_LATE = Duration.ofMillis(600);

  /** Frames that wait shorter on average leave room for more. */
  static final Duration IN_TIME = Duration.ofMillis(300);

  /** Frames a second; a camera never falls below, so that it notices when there is room again. */
  static final double SLOWEST = 1;

  private static final double DECREASE = 0.85;

  /** One second in which everything stood still, as at the start, takes no more than this. */
  private static final double LARGEST_DECREASE = 0.5;

  /** Frames a second, the same for slow and fast cameras: this is what makes the shares equal. */
  private static final double STEP = 1;

  /** After so many windows with room, steps double: the load has gone. */
  private static final int PATIENCE = 6;

  private static final double LARGEST_STEP = 8;

  private Instant windowStart = Instant.MIN;
  private Duration waited = Duration.ZERO;
  private int analysed;
  private int skipped;
  private int offered;
  private double rate = Double.POSITIVE_INFINITY;

  /** Windows with room in a row. */
  private int calm;

  private Optional<RateLimit> limit = Optional.empty();

  /** Whether the picture of this moment shall be sent; {@code now} is {@link System#nanoTime}. */
  synchronized boolean admits(long now) {
    offered++;
    return limit.isEmpty() || limit.get().admits(now);
  }

  /** Frames a second at most; infinite while nothing slows the camera down. */
  synchronized double rate() {
    return rate;
  }

  /**
   * A frame was analysed or skipped.
   *
   * @param capturedAt frames from before the last change of the rate do not count: they show what
   *     the change has answered already
   */
  synchronized void onAnswer(boolean wasAnalysed, Instant capturedAt, Instant now) {
    if (windowStart.equals(Instant.MIN)) {
      begin(now);
      return;
    }
    if (capturedAt.isBefore(windowStart)) {
      return;
    }
    if (wasAnalysed) {
      analysed++;
    } else {
      skipped++;
    }
    waited = waited.plus(Duration.between(capturedAt, now));
    Duration passed = Duration.between(windowStart, now);
    if (passed.compareTo(WINDOW) >= 0) {
      decide(passed);
      begin(now);
    }
  }

  private void decide(Duration passed) {
    double seconds = passed.toNanos() / 1e9;
    Duration wait = waited.dividedBy(analysed + skipped);
    if (skipped > 0 || wait.compareTo(TOO_LATE) > 0) {
      double share = analysed / (double) (analysed + skipped);
      double sent = Math.min(rate, offered / seconds);
      calm = 0;
      set(Math.max(SLOWEST, sent * Math.max(LARGEST_DECREASE, share * DECREASE)));
    } else if (wait.compareTo(IN_TIME) < 0 && rate < Double.POSITIVE_INFINITY) {
      calm++;
      double step = Math.min(LARGEST_STEP, STEP * Math.pow(2, Math.max(0, calm - PATIENCE)));
      // The source itself gives less than this: there is nothing to slow down any more.
      set(rate > offered / seconds ? Double.POSITIVE_INFINITY : rate + step);
    }
  }

  private void set(double framesPerSecond) {
    rate = framesPerSecond;
    limit = rate < Double.POSITIVE_INFINITY ? Optional.of(new RateLimit(rate)) : Optional.empty();
  }

  private void begin(Instant now) {
    windowStart = now;
    waited = Duration.ZERO;
    analysed = 0;
    skipped = 0;
    offered = 0;
  }
}
