package io.moodstream.facedetector;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Suitability;

/**
 * How well a face shows its expression, measured on what the model sees.
 *
 * @param size box width over 48 pixels, at most 1
 * @param sharpness of the eyes and the mouth: mean gradient over contrast
 * @param brightness mean gray, 0 to 255
 * @param contrast standard deviation of the grays
 * @param symmetry correlation of the face with its mirror image, -1 to 1: near 1 when frontal
 */
record FaceQuality(
    double size, double sharpness, double brightness, double contrast, double symmetry) {
  private static final int SIDE = Pixels.SIDE;

  /** Rows and columns at the edge show hair and background. */
  private static final int EDGE = 6;

  /** The middle of a face may lie this far from the middle of its box, pixels of 48. */
  private static final int SHIFT = 5;

  private static final double SMALLEST = 24.0 / SIDE;
  private static final double LEAST_SHARPNESS = 0.12;
  private static final double LEAST_BRIGHTNESS = 25;
  private static final double MOST_BRIGHTNESS = 235;
  private static final double LEAST_CONTRAST = 12;
  private static final double LEAST_SYMMETRY = 0.35;

  static FaceQuality of(Box box, Pixels pixels) {
    double mean = mean(pixels);
    double contrast = contrast(pixels, mean);
    return new FaceQuality(
        Math.min(1, (double) box.width() / SIDE),
        gradient(pixels) / Math.max(1, contrast),
        mean,
        contrast,
        symmetry(pixels));
  }

  Suitability suitability() {
    if (size < SMALLEST) {
      return Suitability.TOO_SMALL;
    }
    if (brightness < LEAST_BRIGHTNESS
        || brightness > MOST_BRIGHTNESS
        || contrast < LEAST_CONTRAST) {
      return Suitability.BADLY_LIT;
    }
    if (sharpness < LEAST_SHARPNESS) {
      return Suitability.BLURRED;
    }
    return symmetry < LEAST_SYMMETRY ? Suitability.TURNED : Suitability.SUITABLE;
  }

  /** 0 to 1: how far the worst property is from its threshold. */
  float score() {
    double light = Math.min(1, contrast / (3 * LEAST_CONTRAST));
    double sharp = Math.min(1, sharpness / (2 * LEAST_SHARPNESS));
    double frontal = Math.max(0, Math.min(1, symmetry / (2 * LEAST_SYMMETRY)));
    return (float) Math.min(Math.min(size, light), Math.min(sharp, frontal));
  }

  private static double mean(Pixels pixels) {
    double sum = 0;
    for (int y = EDGE; y < SIDE - EDGE; y++) {
      for (int x = EDGE; x < SIDE - EDGE; x++) {
        sum += pixels.at(y * SIDE + x);
      }
    }
    return sum / ((SIDE - 2 * EDGE) * (SIDE - 2 * EDGE));
  }

  private static double contrast(Pixels pixels, double mean) {
    double sum = 0;
    for (int y = EDGE; y < SIDE - EDGE; y++) {
      for (int x = EDGE; x < SIDE - EDGE; x++) {
        double difference = pixels.at(y * SIDE + x) - mean;
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum / ((SIDE - 2 * EDGE) * (SIDE - 2 * EDGE)));
  }

  /** Mean absolute difference between neighbours. */
  private static double gradient(Pixels pixels) {
    double sum = 0;
    for (int y = EDGE; y < SIDE - EDGE; y++) {
      for (int x = EDGE; x < SIDE - EDGE; x++) {
        int here = pixels.at(y * SIDE + x);
        sum += Math.abs(here - pixels.at(y * SIDE + x + 1));
        sum += Math.abs(here - pixels.at((y + 1) * SIDE + x));
      }
    }
    return sum / (2 * (SIDE - 2 * EDGE) * (SIDE - 2 * EDGE));
  }

  /** The best over small shifts of the mirror's axis. */
  private static double symmetry(Pixels pixels) {
    double best = -1;
    for (int shift = -SHIFT; shift <= SHIFT; shift++) {
      best = Math.max(best, symmetry(pixels, SIDE - 1 + shift));
    }
    return best;
  }

  /**
   * @param twice the axis' column, times two
   */
  private static double symmetry(Pixels pixels, int twice) {
    int left = Math.max(EDGE, twice - (SIDE - 1 - EDGE));
    int right = Math.min(SIDE - 1 - EDGE, twice - EDGE);
    double sum = 0;
    double squares = 0;
    double products = 0;
    int count = 0;
    for (int y = EDGE; y < SIDE - EDGE; y++) {
      for (int x = left; x <= right; x++) {
        double one = pixels.at(y * SIDE + x);
        double other = pixels.at(y * SIDE + twice - x);
        sum += one;
        squares += one * one;
        products += one * other;
        count++;
      }
    }
    double mean = sum / count;
    double variance = squares / count - mean * mean;
    return variance < 1 ? 0 : (products / count - mean * mean) / variance;
  }
}
