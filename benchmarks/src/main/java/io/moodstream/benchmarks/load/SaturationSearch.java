package io.moodstream.benchmarks.load;

import java.util.function.IntToDoubleFunction;

/** Adds cameras until the frames that are analysed grow no more. */
final class SaturationSearch {
  private static final double GROWTH = 1.25;
  private static final double GAIN = 1.03;

  /** Steps without a gain that end the search: one alone may be noise. */
  private static final int PATIENCE = 2;

  /**
   * @param analysed the most frames/s
   * @param cameras at which that was
   */
  record Peak(double analysed, int cameras) {}

  private SaturationSearch() {}

  /**
   * @param cameras to begin with
   * @param most cameras
   * @param measure from cameras to analysed frames/s
   */
  static Peak find(int cameras, int most, IntToDoubleFunction measure) {
    var peak = new Peak(0, cameras);
    int withoutGain = 0;
    for (int next = cameras; next <= most && withoutGain < PATIENCE; next = grown(next)) {
      double analysed = measure.applyAsDouble(next);
      withoutGain = analysed > GAIN * peak.analysed() ? 0 : withoutGain + 1;
      if (analysed > peak.analysed()) {
        peak = new Peak(analysed, next);
      }
    }
    return peak;
  }

  private static int grown(int cameras) {
    return Math.max(cameras + 1, (int) Math.round(cameras * GROWTH));
  }
}
