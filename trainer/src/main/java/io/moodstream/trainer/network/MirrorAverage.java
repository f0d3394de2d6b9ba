package io.moodstream.trainer.network;

import io.moodstream.pipeline.frames.Pixels;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Sees each face and its mirror image in one call. Only operations that a bundle's graph may hold:
 * the mirror image is a product with a permutation, exact to the last bit.
 */
final class MirrorAverage {
  private static final int SIDE = Pixels.SIDE;

  private MirrorAverage() {}

  /** {@code [n, 48, 48, 1]} to {@code [2 n, 48, 48, 1]}: the faces, then their mirror images. */
  static Operand<TFloat32> bothWays(Ops tf, Operand<TFloat32> images) {
    float[] permutation = new float[SIDE * SIDE];
    for (int i = 0; i < SIDE; i++) {
      permutation[i * SIDE + SIDE - 1 - i] = 1;
    }
    Operand<TFloat32> swap =
        tf.reshape(tf.constant(permutation), tf.constant(new int[] {SIDE, SIDE}));
    Operand<TFloat32> rows = tf.reshape(images, tf.constant(new int[] {-1, SIDE}));
    Operand<TFloat32> mirrored =
        tf.reshape(tf.linalg.matMul(rows, swap), tf.constant(new int[] {-1, SIDE, SIDE, 1}));
    return tf.concat(List.of(images, mirrored), tf.constant(0));
  }

  /** {@code [2 n, 7]} to {@code [n, 7]}. */
  static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits) {
    return tf.math.mean(
        tf.reshape(logits, tf.constant(new int[] {2, -1, (int) classes(logits)})), tf.constant(0));
  }

  private static long classes(Operand<TFloat32> logits) {
    Shape shape = logits.shape();
    return shape.get(-1);
  }
}
