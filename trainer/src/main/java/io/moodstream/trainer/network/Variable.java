package io.moodstream.trainer.network;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A resource variable of a training graph.
 *
 * @param value read at the start of a step: gradients are taken with respect to it
 * @param fed the value that {@code assign} assigns
 */
public record Variable(
    String name,
    Shape shape,
    Operand<? extends TType> handle,
    Operand<TFloat32> value,
    Placeholder<TFloat32> fed,
    Op assign) {}
