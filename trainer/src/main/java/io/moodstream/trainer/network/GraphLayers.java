package io.moodstream.trainer.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** The layers that are the same in the graph that learns and in the graph that serves. */
abstract sealed class GraphLayers implements Layers permits TrainingLayers, InferenceLayers {
  private static final List<Long> TWO_BY_TWO = List.of(1L, 2L, 2L, 1L);

  protected final Ops tf;
  private long multiplyAdds;

  protected GraphLayers(Ops tf) {
    this.tf = tf;
  }

  /** A weight of the network; {@code initial} is asked only where there is no value yet. */
  protected abstract Operand<TFloat32> weight(String name, Shape shape, Initializer initial);

  /** Multiplications and additions of all layers so far, for one face. */
  protected final long multiplyAdds() {
    return multiplyAdds;
  }

  protected final Operand<TFloat32> convolved(
      Operand<TFloat32> x, Operand<TFloat32> kernel, int stride, String padding) {
    Operand<TFloat32> y =
        tf.nn.conv2d(x, kernel, List.of(1L, (long) stride, (long) stride, 1L), padding);
    multiplyAdds += y.shape().get(1) * y.shape().get(2) * kernel.shape().size();
    return y;
  }

  @Override
  public Operand<TFloat32> convolution(String name, Operand<TFloat32> x, int filters, int size) {
    Operand<TFloat32> kernel =
        weight(
            name + "/kernel",
            Shape.of(size, size, channels(x), filters),
            Initializer.GLOROT_UNIFORM);
    Operand<TFloat32> bias = weight(name + "/bias", Shape.of(filters), Initializer.ZERO);
    return relu(tf.nn.biasAdd(convolved(x, kernel, 1, "VALID"), bias));
  }

  @Override
  public Operand<TFloat32> dense(String name, Operand<TFloat32> x, int outputs) {
    Operand<TFloat32> kernel =
        weight(name + "/kernel", Shape.of(channels(x), outputs), Initializer.GLOROT_UNIFORM);
    Operand<TFloat32> bias = weight(name + "/bias", Shape.of(outputs), Initializer.ZERO);
    multiplyAdds += kernel.shape().size();
    return tf.nn.biasAdd(tf.linalg.matMul(x, kernel), bias);
  }

  @Override
  public Operand<TFloat32> relu(Operand<TFloat32> x) {
    return tf.nn.relu(x);
  }

  @Override
  public Operand<TFloat32> add(Operand<TFloat32> kept, Operand<TFloat32> added) {
    return tf.math.addN(List.of(kept, added));
  }

  @Override
  public Operand<TFloat32> maxPool(Operand<TFloat32> x) {
    Operand<org.tensorflow.types.TInt32> window = tf.constant(new int[] {1, 2, 2, 1});
    return tf.nn.maxPool(x, window, window, "VALID");
  }

  @Override
  public Operand<TFloat32> averagePool(Operand<TFloat32> x) {
    return tf.nn.avgPool(x, TWO_BY_TWO, TWO_BY_TWO, "VALID");
  }

  @Override
  public Operand<TFloat32> globalAverage(Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(new int[] {1, 2}));
  }

  @Override
  public Operand<TFloat32> flatten(Operand<TFloat32> x) {
    Shape shape = x.shape();
    int values = Math.toIntExact(shape.get(1) * shape.get(2) * shape.get(3));
    return tf.reshape(x, tf.constant(new int[] {-1, values}));
  }

  @Override
  public Operand<TFloat32> squeezeExcite(String name, Operand<TFloat32> x, int hidden) {
    long channels = channels(x);
    Operand<TFloat32> means = tf.math.mean(x, tf.constant(new int[] {1, 2}), Mean.keepDims(false));
    Operand<TFloat32> squeezed = relu(dense(name + "/squeeze", means, hidden));
    Operand<TFloat32> gate =
        tf.math.sigmoid(dense(name + "/excite", squeezed, Math.toIntExact(channels)));
    return tf.math.mul(
        x, tf.reshape(gate, tf.constant(new int[] {-1, 1, 1, Math.toIntExact(channels)})));
  }

  protected static long channels(Operand<TFloat32> x) {
    return x.shape().get(-1);
  }
}
