package io.moodstream.pipeline.frames;

/**
 * Leaves out pictures so that no more than a given number a second remain, evenly spread. Used by
 * one thread.
 */
public final class RateLimit {
  private final long stepNanos;
  private boolean running;
  private long dueNanos;

  /**
   * @param rate pictures a second, above 0
   */
  public RateLimit(double rate) {
    this.stepNanos = Math.round(1e9 / rate);
  }

  /**
   * @param nowNanos {@link System#nanoTime}
   */
  public boolean admits(long nowNanos) {
    if (!running) {
      running = true;
      dueNanos = nowNanos;
    }
    // A quarter of a step early is in time: cameras tremble, and 10 a second out of 30 are 10.
    if (nowNanos - dueNanos < -stepNanos / 4) {
      return false;
    }
    dueNanos = Math.max(dueNanos, nowNanos - stepNanos) + stepNanos;
    return true;
  }
}
