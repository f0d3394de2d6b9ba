package io.moodstream.trainer.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/** How gradients move weights. The rate is fed with each step. */
public sealed interface Optimizer {
  /** Adds the update of one variable to the graph, with the variables that it needs beside. */
  Op apply(Ops tf, Variables variables, Variable variable, Operand<TFloat32> gradient, Fed fed);

  /**
   * What a step feeds, scalars.
   *
   * @param step counted from 1 over the whole run
   */
  record Fed(Placeholder<TFloat32> rate, Placeholder<TFloat32> step) {}

  /** Kingma and Ba, 2015. */
  record Adam(float beta1, float beta2, float epsilon) implements Optimizer {
    /** The defaults of the paper's library. */
    static final Adam DEFAULT = new Adam(0.9f, 0.999f, 1e-7f);

    @Override
    public Op apply(
        Ops tf, Variables variables, Variable variable, Operand<TFloat32> gradient, Fed fed) {
      Variable first =
          variables.create("adam/first/" + variable.name(), variable.shape(), Initializer.ZERO);
      Variable second =
          variables.create("adam/second/" + variable.name(), variable.shape(), Initializer.ZERO);
      return tf.train.resourceApplyAdam(
          variable.handle(),
          first.handle(),
          second.handle(),
          tf.math.pow(tf.constant(beta1), fed.step()),
          tf.math.pow(tf.constant(beta2), fed.step()),
          fed.rate(),
          tf.constant(beta1),
          tf.constant(beta2),
          tf.constant(epsilon),
          gradient);
    }
  }

  /**
   * Stochastic gradient descent with Nesterov's momentum; kernels decay, biases and scales do not.
   */
  record Momentum(float momentum, float weightDecay) implements Optimizer {
    @Override
    public Op apply(
        Ops tf, Variables variables, Variable variable, Operand<TFloat32> gradient, Fed fed) {
      Variable moment =
          variables.create("momentum/" + variable.name(), variable.shape(), Initializer.ZERO);
      Operand<TFloat32> decayed =
          variable.name().endsWith("/kernel")
              ? tf.math.add(gradient, tf.math.mul(variable.value(), tf.constant(weightDecay)))
              : gradient;
      return tf.train.resourceApplyMomentum(
          variable.handle(),
          moment.handle(),
          fed.rate(),
          decayed,
          tf.constant(momentum),
          ResourceApplyMomentum.useNesterov(true));
    }
  }
}
