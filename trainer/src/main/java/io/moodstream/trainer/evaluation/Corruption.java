package io.moodstream.trainer.evaluation;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.Sampling;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.faces.gray.Scaling;

/**
 * What happens to faces on their way from a camera: how a model takes it is part of how good it is.
 */
public enum Corruption {
  /** Gaussian, σ = 1 pixel. */
  BLUR("accuracyBlurred") {
    @Override
    float[] apply(float[] grays) {
      float[] kernel = {0.054f, 0.244f, 0.404f, 0.244f, 0.054f};
      return convolved(convolved(grays, kernel, 1), kernel, Pixels.SIDE);
    }
  },
  /** A face of 24 pixels, enlarged. */
  SMALL("accuracyAt24Pixels") {
    @Override
    float[] apply(float[] grays) {
      float[] small = Scaling.resize(grays, Pixels.SIDE, Pixels.SIDE, 24, 24);
      return Scaling.resize(small, 24, 24, Pixels.SIDE, Pixels.SIDE);
    }
  },
  /** A box 15% too small. */
  TIGHT("accuracyCropped15PercentTighter") {
    @Override
    float[] apply(float[] grays) {
      return zoomed(grays, 0.85);
    }
  },
  /** A box 15% too large; what is outside the picture is its edge. */
  WIDE("accuracyCropped15PercentWider") {
    @Override
    float[] apply(float[] grays) {
      return zoomed(grays, 1.15);
    }
  },
  /** Two fifths of the light. */
  DARK("accuracyInDarkness") {
    @Override
    float[] apply(float[] grays) {
      float[] dark = grays.clone();
      for (int i = 0; i < dark.length; i++) {
        dark[i] *= 0.4f;
      }
      return dark;
    }
  };

  private static final int SIDE = Pixels.SIDE;

  private final String key;

  Corruption(String key) {
    this.key = key;
  }

  /** The card's key for the accuracy. */
  public String key() {
    return key;
  }

  abstract float[] apply(float[] grays);

  public final Pixels apply(Pixels face) {
    return GrayFace.pixels(apply(GrayFace.of(face)));
  }

  private static float[] convolved(float[] grays, float[] kernel, int step) {
    float[] out = new float[grays.length];
    for (int i = 0; i < grays.length; i++) {
      int place = step == 1 ? i % SIDE : i / SIDE;
      for (int k = 0; k < kernel.length; k++) {
        int moved = Math.min(Math.max(place + k - kernel.length / 2, 0), SIDE - 1);
        out[i] += kernel[k] * grays[i + (moved - place) * step];
      }
    }
    return out;
  }

  /** The middle, {@code part} of the side, brought to the whole side. */
  private static float[] zoomed(float[] grays, double part) {
    float[] out = new float[grays.length];
    double middle = (SIDE - 1) / 2.0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        out[row * SIDE + column] =
            Sampling.bilinear(
                grays, middle + (column - middle) * part, middle + (row - middle) * part);
      }
    }
    return out;
  }
}
