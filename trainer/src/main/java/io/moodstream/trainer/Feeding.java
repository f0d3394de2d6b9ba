package io.moodstream.trainer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** The tensors of one run of a session: fed, and closed when it is over. */
record Feeding(Session.Runner runner, List<Tensor> tensors) implements AutoCloseable {
  Feeding(Session.Runner runner) {
    this(runner, new ArrayList<>());
  }

  Feeding feed(Operand<?> operand, Tensor tensor) {
    tensors.add(tensor);
    runner.feed(operand, tensor);
    return this;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
