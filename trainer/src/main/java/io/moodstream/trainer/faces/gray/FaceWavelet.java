package io.moodstream.trainer.faces.gray;

import io.moodstream.pipeline.frames.Pixels;

/**
 * A face at 24 x 24 in Haar's orthonormal basis, mean removed and scaled to length 1: the inner
 * product of two is their correlation. The nine coarsest coefficients come first, the finest last.
 */
public final class FaceWavelet {
  private static final int SIDE = 24;
  private static final int COARSEST = 3;

  /** Coefficients after which the bound is checked; the first one marks a face without contrast. */
  private static final int[] STAGES = {10, 37, 145, 1 + SIDE * SIDE};

  private final float[] coefficients;

  /** Length of what follows after each stage. */
  private final float[] rest;

  private FaceWavelet(float[] coefficients) {
    this.coefficients = coefficients;
    rest = new float[STAGES.length];
    double sum = 0;
    int i = coefficients.length - 1;
    for (int stage = STAGES.length - 1; stage >= 0; stage--) {
      rest[stage] = (float) Math.sqrt(sum);
      int from = stage == 0 ? 0 : STAGES[stage - 1];
      for (; i >= from; i--) {
        sum += coefficients[i] * coefficients[i];
      }
    }
  }

  public static FaceWavelet of(Pixels face) {
    float[] values = Scaling.resize(GrayFace.of(face), Pixels.SIDE, Pixels.SIDE, SIDE, SIDE);
    float[] coefficients = new float[1 + values.length];
    subtractMean(values);
    int end = coefficients.length;
    for (int side = SIDE; side > COARSEST; side /= 2) {
      float[] means = new float[side * side / 4];
      end -= 3 * means.length;
      transform(values, side, means, coefficients, end);
      values = means;
    }
    System.arraycopy(values, 0, coefficients, 1, values.length);
    return new FaceWavelet(scaled(coefficients));
  }

  public boolean correlatesAbove(float threshold, FaceWavelet other) {
    float product = 0;
    int i = 0;
    for (int stage = 0; stage < STAGES.length; stage++) {
      for (; i < STAGES[stage]; i++) {
        product += coefficients[i] * other.coefficients[i];
      }
      if (product + rest[stage] * other.rest[stage] <= threshold) {
        return false;
      }
    }
    return true;
  }

  /** One level: means of 2 x 2 blocks, and their three differences from {@code at} on. */
  private static void transform(float[] values, int side, float[] means, float[] out, int at) {
    int half = side / 2;
    for (int block = 0; block < means.length; block++) {
      int corner = block / half * 2 * side + block % half * 2;
      float a = values[corner];
      float b = values[corner + 1];
      float c = values[corner + side];
      float d = values[corner + side + 1];
      means[block] = (a + b + c + d) / 2;
      out[at + 3 * block] = (a - b + c - d) / 2;
      out[at + 3 * block + 1] = (a + b - c - d) / 2;
      out[at + 3 * block + 2] = (a - b - c + d) / 2;
    }
  }

  private static void subtractMean(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) mean;
    }
  }

  /** Faces of one gray value have no correlation: they count as copies of each other only. */
  private static float[] scaled(float[] coefficients) {
    double square = 0;
    for (float value : coefficients) {
      square += value * value;
    }
    if (square < 1e-3) {
      float[] flat = new float[coefficients.length];
      flat[0] = 1;
      return flat;
    }
    float factor = (float) (1 / Math.sqrt(square));
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] *= factor;
    }
    return coefficients;
  }
}
