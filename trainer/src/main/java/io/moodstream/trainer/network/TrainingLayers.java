package io.moodstream.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Layers that learn: weights are variables, normalisation uses the batch, dropout drops. */
public final class TrainingLayers extends GraphLayers {
  static final float EPSILON = 1e-3f;

  private final Variables variables;
  private final Operand<TInt64> seed;
  private final Map<String, Variable> trained = new LinkedHashMap<>();
  private final List<Variable> statistics = new ArrayList<>();
  private final List<Op> statisticUpdates = new ArrayList<>();
  private final float statisticMomentum;
  private long dropouts;

  /**
   * @param seed {@code [2]}: the run's seed and the step, so that a resumed run drops the same
   *     values
   * @param statisticMomentum how much of the running mean and variance stays after a step
   */
  public TrainingLayers(
      Ops tf, Variables variables, Operand<TInt64> seed, float statisticMomentum) {
    super(tf);
    this.variables = variables;
    this.seed = seed;
    this.statisticMomentum = statisticMomentum;
  }

  /** What the optimizer moves, in the order in which the network uses it. */
  public List<Variable> trained() {
    return List.copyOf(trained.values());
  }

  /** Running means and variances of the normalisations. */
  public List<Variable> statistics() {
    return List.copyOf(statistics);
  }

  /** Must run with every step. */
  public List<Op> statisticUpdates() {
    return List.copyOf(statisticUpdates);
  }

  @Override
  protected Operand<TFloat32> weight(String name, Shape shape, Initializer initial) {
    return trained.computeIfAbsent(name, key -> variables.create(key, shape, initial)).value();
  }

  @Override
  public Operand<TFloat32> normalised(
      String name, Operand<TFloat32> x, int filters, int size, int stride) {
    Operand<TFloat32> kernel =
        weight(
            name + "/kernel", Shape.of(size, size, channels(x), filters), Initializer.HE_UNIFORM);

    Operand<TFloat32> scale = weight(name + "/scale", Shape.of(filters), Initializer.ONE);
    Operand<TFloat32> offset = weight(name + "/offset", Shape.of(filters), Initializer.ZERO);
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> normalised =
        tf.nn.fusedBatchNorm(
            convolved(x, kernel, stride, "SAME"),
            scale,
            offset,
            none,
            none,
            FusedBatchNorm.isTraining(true),
            FusedBatchNorm.epsilon(EPSILON));
    track(name + "/mean", filters, Initializer.ZERO, normalised.batchMean());
    track(name + "/variance", filters, Initializer.ONE, normalised.batchVariance());
    return normalised.y();
  }

  @Override
  public Operand<TFloat32> dropout(Operand<TFloat32> x, float rate) {
    dropouts++;
    Operand<TInt64> own = tf.math.add(seed, tf.constant(new long[] {dropouts * 7919, 0}));
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(x), own);
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), TFloat32.class);
    Operand<TFloat32> mask = tf.math.mul(kept, tf.constant(1 / (1 - rate)));
    return tf.math.mul(x, tf.stopGradient(mask));
  }

  private void track(String name, int size, Initializer initial, Operand<TFloat32> ofBatch) {
    Variable variable = variables.create(name, Shape.of(size), initial);
    statistics.add(variable);
    Operand<TFloat32> change =
        tf.math.mul(tf.math.sub(variable.value(), ofBatch), tf.constant(1 - statisticMomentum));
    statisticUpdates.add(tf.assignSubVariableOp(variable.handle(), change));
  }
}
