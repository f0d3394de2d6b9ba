package io.moodstream.trainer.network;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.Votes;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What a step feeds into a training graph.
 *
 * @param images {@code [n, 48, 48, 1]} in [0, 1]
 * @param targets {@code [n, 7]}
 * @param votes {@code [n, 10]}; fed only where the graph learns from votes
 * @param stepSeed {@code [2]}: the run's seed and the step
 * @param averageStep scalar: how much of the way the averages move towards the weights
 */
public record TrainingInputs(
    Placeholder<TFloat32> images,
    Placeholder<TFloat32> targets,
    Placeholder<TFloat32> votes,
    Placeholder<TInt64> stepSeed,
    Placeholder<TFloat32> averageStep,
    Optimizer.Fed optimizer) {
  public TrainingInputs(Ops tf) {
    this(
        floats(tf, Shape.of(-1, Pixels.SIDE, Pixels.SIDE, 1)),
        floats(tf, Shape.of(-1, 7)),
        floats(tf, Shape.of(-1, Votes.COLUMNS.size())),
        tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2))),
        floats(tf, Shape.scalar()),
        new Optimizer.Fed(floats(tf, Shape.scalar()), floats(tf, Shape.scalar())));
  }

  private static Placeholder<TFloat32> floats(Ops tf, Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }
}
