package io.moodstream.facedetector;

import io.moodstream.facedetector.search.Region;
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
 * @param turn as in {@link Region}
 */
record FaceQuality(double size, double sharpness, double brightness, double contrast, double turn) {
  private static final int SIDE = Pixels.SIDE;

  /** Rows and columns at the edge show hair and background. */
  private static final int EDGE = 6;

  // Measured with QualityBenchmark: see docs/cameras.md.
  private static final double SMALLEST = 20.0 / SIDE;
  private static final double LEAST_SHARPNESS = 0.18;

  /** A face that had to be enlarged is smoother, and nevertheless recognised. */
  private static final double LEAST_SHARPNESS_ENLARGED = 0.13;

  private static final double LEAST_BRIGHTNESS = 33;
  private static final double MOST_BRIGHTNESS = 235;
  private static final double LEAST_CONTRAST = 11;
  private static final double MOST_TURN = 0.5;

  static FaceQuality of(Box box, double turn, Pixels pixels) {
    double mean = mean(pixels);
    double contrast = contrast(pixels, mean);
    return new FaceQuality(
        Math.min(1, (double) box.width() / SIDE),
        gradient(pixels) / Math.max(1, contrast),
        mean,
        contrast,
        turn);
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
    if (sharpness < leastSharpness()) {
      return Suitability.BLURRED;
    }
    return turn > MOST_TURN ? Suitability.TURNED : Suitability.SUITABLE;
  }

  /** 0 to 1: how far the worst property is from its threshold. */
  float score() {
    double light = Math.min(1, contrast / (3 * LEAST_CONTRAST));
    double sharp = Math.min(1, sharpness / (2 * leastSharpness()));
    double frontal = Math.max(0, 1 - turn / (2 * MOST_TURN));
    return (float) Math.min(Math.min(size, light), Math.min(sharp, frontal));
  }

  private double leastSharpness() {
    return size < 1 ? LEAST_SHARPNESS_ENLARGED : LEAST_SHARPNESS;
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
}
