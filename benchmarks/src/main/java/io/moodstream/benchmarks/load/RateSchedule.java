package io.moodstream.benchmarks.load;

/**
 * When each camera sends: all at the same rate, one after another, so that the whole load is even.
 *
 * @param cameras at least 1
 * @param rate of each camera, frames/s
 */
public record RateSchedule(int cameras, double rate) {
  public RateSchedule {
    if (cameras < 1) {
      throw new IllegalArgumentException("cameras: at least 1, not " + cameras);
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate: above 0, not " + rate);
    }
  }

  /** Of all cameras, frames/s. */
  double offered() {
    return cameras * rate;
  }

  /**
   * Since the start, ns.
   *
   * @param frame from 0, over all cameras
   */
  long dueNanos(long frame) {
    return Math.round(frame * 1e9 / offered());
  }

  /** From 0. */
  int camera(long frame) {
    return (int) (frame % cameras);
  }

  /** Of the frame within its camera, from 0. */
  long sequence(long frame) {
    return frame / cameras;
  }
}
