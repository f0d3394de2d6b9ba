package io.moodstream.pipeline.models;

/**
 * The 95% interval of a share that was counted, by Wilson (1927).
 *
 * @param low 0 to 1
 * @param high 0 to 1
 */
public record Interval95(double low, double high) {
  /** Of the standard normal distribution. */
  private static final double Z = 1.959964;

  /**
   * @param share of {@code all}, 0 to 1
   * @param all 0 for nothing counted: anything is possible
   */
  public static Interval95 of(double share, long all) {
    if (all == 0) {
      return new Interval95(0, 1);
    }
    double scale = 1 + Z * Z / all;
    double centre = (share + Z * Z / (2.0 * all)) / scale;
    double half = Z / scale * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
    return new Interval95(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
