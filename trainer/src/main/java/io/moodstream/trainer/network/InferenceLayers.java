package io.moodstream.trainer.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Layers that serve: weights are constants, nothing is dropped, normalisation is part of the
 * kernels. Every constant carries its weight's name, and the statistics that were folded away stand
 * beside, unused, so that training can start from the serving graph.
 */
public final class InferenceLayers extends GraphLayers {
  /** Before the name of every constant that is a weight. */
  private static final String WEIGHTS = "weights.";

  private static final String KERNEL = "/kernel";
  private static final String SCALE = "/scale";
  private static final String OFFSET = "/offset";
  private static final String MEAN = "/mean";
  private static final String VARIANCE = "/variance";

  private final Map<String, Weight> weights;
  private long parameters;

  /**
   * @param parameters trained numbers
   * @param multiplyAdds for one face
   */
  public record Size(long parameters, long multiplyAdds) {
    /** Of the same weights at work on two images for each face. */
    Size twice() {
      return new Size(parameters, 2 * multiplyAdds);
    }
  }

  InferenceLayers(Ops tf, Map<String, Weight> weights) {
    super(tf);
    this.weights = weights;
  }

  @Override
  protected Operand<TFloat32> weight(String name, Shape shape, Initializer initial) {
    Weight weight = named(weights, name);
    if (!weight.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%s is %s, the network wants %s".formatted(name, weight.shape(), shape));
    }
    parameters += weight.values().length;
    return constant(WEIGHTS + name, weight);
  }

  /**
   * kernel' = kernel · factor; bias = offset − mean · factor; factor = scale / sqrt(variance + ε).
   */
  @Override
  public Operand<TFloat32> normalised(
      String name, Operand<TFloat32> x, int filters, int size, int stride) {
    float[] factors = factors(weights, name);
    float[] offset = named(weights, name + OFFSET).values();
    float[] mean = named(weights, name + MEAN).values();
    float[] bias = new float[filters];
    for (int out = 0; out < filters; out++) {
      bias[out] = offset[out] - mean[out] * factors[out];
    }
    for (String part : List.of(SCALE, OFFSET, MEAN, VARIANCE)) {
      constant(WEIGHTS + name + part, named(weights, name + part));
    }
    Weight kernel = multiplied(named(weights, name + KERNEL), factors);
    parameters += kernel.values().length + 2L * filters;
    return tf.nn.biasAdd(
        convolved(x, constant(WEIGHTS + name + KERNEL, kernel), stride, "SAME"),
        constant("folded." + name, new Weight(Shape.of(filters), bias)));
  }

  @Override
  public Operand<TFloat32> dropout(Operand<TFloat32> x, float rate) {
    return x;
  }

  Size size() {
    return new Size(parameters, multiplyAdds());
  }

  /** The weight that a constant of a serving graph holds, if it holds one. */
  static Optional<String> weightName(String constant) {
    return constant.startsWith(WEIGHTS)
        ? Optional.of(constant.substring(WEIGHTS.length()).replace('.', '/'))
        : Optional.empty();
  }

  /** The weights that were folded into a serving graph with these constants. */
  static Map<String, Weight> unfolded(Map<String, Weight> constants) {
    Map<String, Weight> weights = new LinkedHashMap<>(constants);
    for (String scale : constants.keySet()) {
      if (scale.endsWith(SCALE)) {
        String name = scale.substring(0, scale.length() - SCALE.length());
        float[] factors = factors(constants, name);
        for (int i = 0; i < factors.length; i++) {
          // A channel that was scaled away has no kernel to bring back.
          factors[i] = factors[i] == 0 ? 0 : 1 / factors[i];
        }
        weights.put(name + KERNEL, multiplied(named(constants, name + KERNEL), factors));
      }
    }
    return weights;
  }

  private static float[] factors(Map<String, Weight> weights, String name) {
    float[] scale = named(weights, name + SCALE).values();
    float[] variance = named(weights, name + VARIANCE).values();
    float[] factors = new float[scale.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) (scale[i] / Math.sqrt(variance[i] + TrainingLayers.EPSILON));
    }
    return factors;
  }

  /** Each output channel, the last dimension, by its factor. */
  private static Weight multiplied(Weight kernel, float[] factors) {
    float[] values = kernel.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i % factors.length];
    }
    return new Weight(kernel.shape(), values);
  }

  private static Weight named(Map<String, Weight> weights, String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("the weight %s is missing".formatted(name));
    }
    return weight;
  }

  private Operand<TFloat32> constant(String name, Weight weight) {
    return tf.withName(name.replace('/', '.'))
        .constant(weight.shape(), DataBuffers.of(weight.values()));
  }
}
