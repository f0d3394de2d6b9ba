package io.moodstream.trainer.network;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * All variables of a training graph by name: weights, statistics, moments and averages; set, read,
 * initialised.
 */
public final class Variables {
  private final Ops tf;
  private final SplittableRandom random;
  private final Map<String, Variable> byName = new LinkedHashMap<>();
  private final Map<String, Weight> initial = new LinkedHashMap<>();

  public Variables(Ops tf, long seed) {
    this.tf = tf;
    this.random = new SplittableRandom(seed);
  }

  Variable create(String name, Shape shape, Initializer start) {
    VarHandleOp handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    Operand<TFloat32> value = tf.readVariableOp(handle, TFloat32.class);
    Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    Operand<? extends TType> resource = handle;
    Variable variable =
        new Variable(name, shape, resource, value, fed, tf.assignVariableOp(handle, fed));
    if (byName.put(name, variable) != null) {
      throw new IllegalArgumentException("two variables are called " + name);
    }
    initial.put(name, start.weight(shape, random));
    return variable;
  }

  /** A variable that starts as another does. */
  public Variable createLike(String name, Variable other) {
    Variable variable = create(name, other.shape(), Initializer.ZERO);
    initial.put(name, requireNonNull(initial.get(other.name())));
    return variable;
  }

  public void initialise(Session session) {
    assign(session, initial);
    initial.clear();
  }

  /** Sets every variable that {@code values} names; unknown names and other shapes are an error. */
  public void assign(Session session, Map<String, Weight> values) {
    try (SessionFeed feeding = new SessionFeed(session.runner())) {
      values.forEach(
          (name, weight) -> {
            Variable variable = byName.get(name);
            if (variable == null || !variable.shape().equals(weight.shape())) {
              throw new IllegalArgumentException(
                  "the network has no weight %s of shape %s".formatted(name, weight.shape()));
            }
            feeding.feed(
                variable.fed(), TFloat32.tensorOf(weight.shape(), DataBuffers.of(weight.values())));
            feeding.runner().addTarget(variable.assign());
          });
      feeding.runner().run().close();
    }
  }

  /** The values of all variables now, by name. */
  public Map<String, Weight> read(Session session) {
    Session.Runner runner = session.runner();
    byName.values().forEach(variable -> runner.fetch(variable.value()));
    Map<String, Weight> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int index = 0;
      for (Variable variable : byName.values()) {
        values.put(
            variable.name(), new Weight(variable.shape(), floats((TFloat32) result.get(index++))));
      }
    }
    return values;
  }

  static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
