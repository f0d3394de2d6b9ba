package io.moodstream.trainer;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.Votes;
import io.moodstream.trainer.network.Precision;
import io.moodstream.trainer.network.Recipe;
import io.moodstream.trainer.network.SessionFeed;
import io.moodstream.trainer.network.TrainingInputs;
import io.moodstream.trainer.network.TrainingLayers;
import io.moodstream.trainer.network.Variable;
import io.moodstream.trainer.network.Variables;
import io.moodstream.trainer.network.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * A network that learns, in a session of its own: the owner of a run's native memory. For one
 * thread.
 */
final class TrainingGraph implements AutoCloseable {
  private static final String AVERAGE = "average/";

  private final Graph graph = new Graph();
  private final Session session;
  private final Variables variables;
  private final TrainingInputs feeds;
  private final long seed;
  private final float averageDecay;
  private final Operand<TFloat32> loss;
  private final Operand<TInt32> correct;
  private final Op train;

  /**
   * Of one step, before it moved the weights, with dropout.
   *
   * @param loss mean over the batch
   * @param correct how many of the batch
   */
  record Outcome(float loss, int correct) {}

  TrainingGraph(TrainingPlan plan, Precision precision) {
    Recipe recipe = plan.recipe();
    boolean votes = !plan.learnedVotes().isEmpty();
    seed = plan.settings().computing().seed();
    averageDecay = recipe.averageDecay();
    Ops tf = Ops.create(graph);
    variables = new Variables(tf, seed);
    feeds = new TrainingInputs(tf);

    TrainingLayers layers =
        new TrainingLayers(tf, variables, feeds.stepSeed(), recipe.statisticMomentum());
    Operand<TFloat32> features =
        plan.settings().learning().architecture().features(layers, feeds.images());
    Operand<TFloat32> logits = plan.settings().learning().architecture().logits(layers, features);
    loss = crossEntropy(tf, logits, feeds.targets());
    Operand<TFloat32> minimised =
        votes
            ? tf.math.add(
                loss,
                tf.math.mul(
                    crossEntropy(
                        tf, layers.dense("votes", features, Votes.COLUMNS.size()), feeds.votes()),
                    tf.constant(recipe.votesWeight())))
            : loss;
    correct = correct(tf, logits);
    train = trainOperation(tf, layers, minimised, recipe);
    session = new Session(graph, precision.session(plan.settings().computing().threads()));
    variables.initialise(session);
  }

  /** The sparse form has no gradient in TensorFlow-Java: targets are distributions. */
  private static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return tf.math.mean(
        tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(0));
  }

  private Operand<TInt32> correct(Ops tf, Operand<TFloat32> logits) {
    Operand<TInt64> guessed = tf.math.argMax(logits, tf.constant(1));
    Operand<TInt64> wanted = tf.math.argMax(feeds.targets(), tf.constant(1));
    return tf.sum(tf.dtypes.cast(tf.math.equal(guessed, wanted), TInt32.class), tf.constant(0));
  }

  private Op trainOperation(
      Ops tf, TrainingLayers layers, Operand<TFloat32> minimised, Recipe recipe) {
    List<Variable> trained = layers.trained();
    List<Operand<TFloat32>> values = new ArrayList<>();
    trained.forEach(variable -> values.add(variable.value()));
    Gradients gradients = tf.gradients(minimised, values);
    List<Op> updates = new ArrayList<>(layers.statisticUpdates());
    for (int i = 0; i < trained.size(); i++) {
      updates.add(
          recipe
              .optimizer()
              .apply(tf, variables, trained.get(i), gradients.dy(i), feeds.optimizer()));
    }
    if (averageDecay == 0) {
      return tf.withControlDependencies(updates).noOp();
    }
    List<Variable> averaged = new ArrayList<>(trained);
    averaged.addAll(layers.statistics());
    // The averages must see the weights after the step.
    Ops after = tf.withControlDependencies(updates);
    List<Op> averages = new ArrayList<>();
    for (Variable variable : averaged) {
      Variable average = variables.createLike(AVERAGE + variable.name(), variable);
      Operand<TFloat32> moved = after.readVariableOp(variable.handle(), TFloat32.class);
      Operand<TFloat32> change =
          tf.math.mul(tf.math.sub(average.value(), moved), feeds.averageStep());
      averages.add(tf.assignSubVariableOp(average.handle(), change));
    }
    return tf.withControlDependencies(averages).noOp();
  }

  /**
   * @param step counted from 1 over the whole run
   */
  Outcome step(Batch batch, long step, float rate) {
    Shape pixels = Shape.of(batch.size(), Pixels.SIDE, Pixels.SIDE, 1);
    Shape rows = Shape.of(batch.size(), 7);
    Shape votes = Shape.of(batch.size(), Votes.COLUMNS.size());
    // Young averages follow quickly, or they would remember the first random weights.
    double decay = Math.min(averageDecay, (1.0 + step) / (10.0 + step));
    try (SessionFeed feeding = new SessionFeed(session.runner())) {
      feeding
          .feed(feeds.images(), TFloat32.tensorOf(pixels, DataBuffers.of(batch.images())))
          .feed(feeds.targets(), TFloat32.tensorOf(rows, DataBuffers.of(batch.targets())))
          .feed(feeds.stepSeed(), TInt64.vectorOf(seed, step))
          .feed(feeds.optimizer().rate(), TFloat32.scalarOf(rate))
          .feed(feeds.optimizer().step(), TFloat32.scalarOf((float) step))
          .feed(feeds.averageStep(), TFloat32.scalarOf((float) (1 - decay)));
      if (batch.votes().length > 0) {
        feeding.feed(feeds.votes(), TFloat32.tensorOf(votes, DataBuffers.of(batch.votes())));
      }
      try (Result result = feeding.runner().addTarget(train).fetch(loss).fetch(correct).run()) {
        return new Outcome(
            ((TFloat32) result.get(0)).getFloat(), ((TInt32) result.get(1)).getInt());
      }
    }
  }

  /** All that the run needs to go on: weights, statistics, moments, averages. */
  Map<String, Weight> read() {
    return variables.read(session);
  }

  void assign(Map<String, Weight> values) {
    variables.assign(session, values);
  }

  /** As {@link #assign}, where the averages have no values of their own yet. */
  void start(Map<String, Weight> weights) {
    Map<String, Weight> both = new LinkedHashMap<>(weights);
    if (averageDecay > 0) {
      weights.forEach((name, weight) -> both.put(AVERAGE + name, weight));
    }
    assign(both);
  }

  /** Of what {@link #read()} gave: the weights that serve, averaged where the recipe averages. */
  static Map<String, Weight> serving(Map<String, Weight> all) {
    Map<String, Weight> serving = new LinkedHashMap<>(all);
    all.forEach(
        (name, weight) -> {
          if (name.startsWith(AVERAGE)) {
            serving.put(name.substring(AVERAGE.length()), weight);
          }
        });
    return serving;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
