package io.moodstream.trainer.evaluation;

/**
 * Where a share lies with 95% confidence (Wilson, 1927), 0 to 1. Unlike the normal approximation it
 * holds for few images and for shares near 0 or 1.
 */
public record WilsonInterval(double low, double high) {
  private static final double Z = 1.959964;

  /**
   * @param part of {@code whole} images; of no images the share is unknown, 0 to 1
   */
  public static WilsonInterval of(int part, int whole) {
    if (whole == 0) {
      return new WilsonInterval(0, 1);
    }
    double share = (double) part / whole;
    double square = Z * Z / whole;
    double middle = (share + square / 2) / (1 + square);
    double half =
        Z / (1 + square) * Math.sqrt(share * (1 - share) / whole + square / (4.0 * whole));
    return new WilsonInterval(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
