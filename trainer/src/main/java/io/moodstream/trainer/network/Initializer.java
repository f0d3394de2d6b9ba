package io.moodstream.trainer.network;

import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/** A weight's values before the first step. */
enum Initializer {
  ZERO,
  ONE,
  /**
   * Uniform within ±sqrt(6 / (fan in + fan out)) (Glorot and Bengio, 2010): the default of the
   * paper's library.
   */
  GLOROT_UNIFORM,
  /** Uniform with variance 2 / fan in (He et al., 2015): keeps the scale through ReLUs. */
  HE_UNIFORM;

  Weight weight(Shape shape, SplittableRandom random) {
    return switch (this) {
      case ZERO -> Weight.filled(shape, 0);
      case ONE -> Weight.filled(shape, 1);
      case GLOROT_UNIFORM ->
          uniform(shape, random, Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape))));
      case HE_UNIFORM -> uniform(shape, random, Math.sqrt(6.0 / fanIn(shape)));
    };
  }

  private static Weight uniform(Shape shape, SplittableRandom random, double limit) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-limit, limit);
    }
    return new Weight(shape, values);
  }

  private static long fanIn(Shape shape) {
    return shape.size() / shape.get(-1);
  }

  private static long fanOut(Shape shape) {
    return shape.size() / shape.get(-2);
  }
}
