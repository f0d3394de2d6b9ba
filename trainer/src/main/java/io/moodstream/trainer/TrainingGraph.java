package io.moodstream.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A network that learns, in a session of its own: the owner of all native memory of a training run. Not thread-safe. */
final class TrainingGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final Variables variables;
  private final long seed;

  private final Placeholder<TFloat32> images;
  private final Placeholder<TFloat32> targets;
  private final Placeholder<TInt64> stepSeed;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;
  private final Operand<TFloat32> loss;
  private final Operand<TInt32> correct;
  private final Op train;

  /** Means over the batch of a step. */
  record Outcome(float loss, int correct) {}

  TrainingGraph(
      Architecture architecture, Recipe recipe, Precision precision, int threads, long seed) {
    this.seed = seed;
    Ops tf = Ops.create(graph);
    variables = new Variables(tf, seed);
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 48, 48, 1)));
    targets = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 7)));
    stepSeed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    beta1Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    beta2Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));

    TrainingLayers layers =
        new TrainingLayers(tf, variables, stepSeed, recipe.statisticMomentum());
    Operand<TFloat32> logits = architecture.logits(layers, images);
    // The sparse form has no gradient in TensorFlow-Java: targets are distributions.
    loss =
        tf.math.mean(
            tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(0));
    Operand<TInt64> guessed = tf.math.argMax(logits, tf.constant(1));
    Operand<TInt64> wanted = tf.math.argMax(targets, tf.constant(1));
    correct =
        tf.sum(tf.dtypes.cast(tf.math.equal(guessed, wanted), TInt32.class), tf.constant(0));
    train = trainOperation(tf, layers, recipe);
    session = new Session(graph, precision.session(threads));
    variables.initialise(session);
  }

  private Op trainOperation(Ops tf, TrainingLayers layers, Recipe recipe) {
    List<Variable> trained = layers.trained();
    List<Operand<TFloat32>> values = new ArrayList<>();
    trained.forEach(variable -> values.add(variable.value()));
    Gradients gradients = tf.gradients(loss, values);
    Optimizer.Fed fed = new Optimizer.Fed(rate, beta1Power, beta2Power);
    List<Op> updates = new ArrayList<>(layers.statisticUpdates());
    for (int i = 0; i < trained.size(); i++) {
      updates.add(
          recipe.optimizer().apply(tf, variables, trained.get(i), gradients.dy(i), fed));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  /**
   * @param step counted from 1 over the whole run
   * @return as the network was before the step, with dropout
   */
  Outcome step(Batch batch, long step, float learningRate) {
    try (TFloat32 pixels =
            TFloat32.tensorOf(
                Shape.of(batch.size(), 48, 48, 1), DataBuffers.of(batch.images()));
        TFloat32 wanted =
            TFloat32.tensorOf(Shape.of(batch.size(), 7), DataBuffers.of(batch.targets()));
        TInt64 ofStep = TInt64.vectorOf(seed, step);
        TFloat32 moved = TFloat32.scalarOf(learningRate);
        TFloat32 first = TFloat32.scalarOf((float) Math.pow(0.9, step));
        TFloat32 second = TFloat32.scalarOf((float) Math.pow(0.999, step));
        Result result =
            session
                .runner()
                .feed(images, pixels)
                .feed(targets, wanted)
                .feed(stepSeed, ofStep)
                .feed(rate, moved)
                .feed(beta1Power, first)
                .feed(beta2Power, second)
                .addTarget(train)
                .fetch(loss)
                .fetch(correct)
                .run()) {
      return new Outcome(
          ((TFloat32) result.get(0)).getFloat(), ((TInt32) result.get(1)).getInt());
    }
  }

  /** Everything that the run needs to go on: weights, statistics, moments. */
  Map<String, Weight> read() {
    return variables.read(session);
  }

  void assign(Map<String, Weight> values) {
    variables.assign(session, values);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
