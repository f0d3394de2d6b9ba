package io.moodstream.trainer;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers that serve: weights are constants, nothing is dropped, normalisation is part of the kernels. */
final class InferenceLayers extends GraphLayers {
  private final Map<String, Weight> weights;

  InferenceLayers(Ops tf, Map<String, Weight> weights) {
    super(tf);
    this.weights = weights;
  }

  @Override
  protected Operand<TFloat32> weight(String name, Shape shape, Initial initial) {
    Weight weight = named(name);
    if (!weight.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%s is %s, the network wants %s".formatted(name, weight.shape(), shape));
    }
    return constant(weight);
  }

  /** kernel' = kernel · scale / sqrt(variance + ε); bias = offset − mean · scale / sqrt(variance + ε). */
  @Override
  public Operand<TFloat32> normalised(
      String name, Operand<TFloat32> x, int filters, int size, int stride) {
    float[] scale = named(name + "/scale").values();
    float[] offset = named(name + "/offset").values();
    float[] mean = named(name + "/mean").values();
    float[] variance = named(name + "/variance").values();
    Weight kernel = named(name + "/kernel");
    float[] folded = kernel.values().clone();
    float[] bias = new float[filters];
    for (int out = 0; out < filters; out++) {
      double factor = scale[out] / Math.sqrt(variance[out] + TrainingLayers.EPSILON);
      bias[out] = (float) (offset[out] - mean[out] * factor);
      for (int i = out; i < folded.length; i += filters) {
        folded[i] = (float) (folded[i] * factor);
      }
    }
    Operand<TFloat32> convolved =
        tf.nn.conv2d(x, constant(new Weight(kernel.shape(), folded)), strides(stride), "SAME");
    return tf.nn.biasAdd(convolved, constant(new Weight(Shape.of(filters), bias)));
  }

  @Override
  public Operand<TFloat32> dropout(Operand<TFloat32> x, float rate) {
    return x;
  }

  private Weight named(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("the weight %s is missing".formatted(name));
    }
    return weight;
  }

  private Operand<TFloat32> constant(Weight weight) {
    return tf.constant(weight.shape(), DataBuffers.of(weight.values()));
  }
}
