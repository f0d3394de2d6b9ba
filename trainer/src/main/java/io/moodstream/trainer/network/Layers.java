package io.moodstream.trainer.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The words in which an {@link Architecture} is written. One implementation builds the graph that
 * learns (variables, dropout, batch statistics), the other the graph that serves (constants, no
 * dropout, normalisation folded into the kernels), so both are the same network by construction.
 * Images are {@code [n, height, width, channels]}.
 */
interface Layers {
  /** A convolution without padding, with bias and ReLU. */
  Operand<TFloat32> convolution(String name, Operand<TFloat32> x, int filters, int size);

  /** A padded convolution without bias, then batch normalisation. */
  Operand<TFloat32> normalised(String name, Operand<TFloat32> x, int filters, int size, int stride);

  /** {@code [n, in]} to {@code [n, out]}, with bias. */
  Operand<TFloat32> dense(String name, Operand<TFloat32> x, int outputs);

  Operand<TFloat32> relu(Operand<TFloat32> x);

  /** {@code kept} and {@code added} must have the same shape. */
  Operand<TFloat32> add(Operand<TFloat32> kept, Operand<TFloat32> added);

  /** Halves height and width, rounding down. */
  Operand<TFloat32> maxPool(Operand<TFloat32> x);

  /** Halves height and width, rounding down. */
  Operand<TFloat32> averagePool(Operand<TFloat32> x);

  /** {@code [n, height, width, channels]} to {@code [n, channels]}. */
  Operand<TFloat32> globalAverage(Operand<TFloat32> x);

  /** {@code [n, height, width, channels]} to {@code [n, height * width * channels]}. */
  Operand<TFloat32> flatten(Operand<TFloat32> x);

  /**
   * Each value is zeroed with probability {@code rate}, the others are scaled up; in training only.
   */
  Operand<TFloat32> dropout(Operand<TFloat32> x, float rate);

  /** Scales each channel by a gate in (0, 1) made of all channels' means (Hu et al., 2018). */
  Operand<TFloat32> squeezeExcite(String name, Operand<TFloat32> x, int hidden);
}
