package io.moodstream.trainer.network;

/** The learning rate over a run. */
public sealed interface Schedule {
  /**
   * @param progress how much of the run is behind, 0 to 1
   */
  float rate(double progress);

  /** The highest. */
  float peak();

  record Constant(float peak) implements Schedule {
    @Override
    public float rate(double progress) {
      return peak;
    }
  }

  /**
   * A linear warm-up, then half a cosine down to zero (Loshchilov and Hutter, 2017).
   *
   * @param warmUp the part of the run that warms up
   */
  record Cosine(float peak, double warmUp) implements Schedule {
    private static final double FIRST = 0.02;

    @Override
    public float rate(double progress) {
      if (progress < warmUp) {
        return (float) (peak * (FIRST + (1 - FIRST) * progress / warmUp));
      }
      double rest = (progress - warmUp) / (1 - warmUp);
      return (float) (peak * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, rest))));
    }
  }
}
