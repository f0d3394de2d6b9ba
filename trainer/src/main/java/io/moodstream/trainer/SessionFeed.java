package io.moodstream.trainer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** The tensors of one run of a session: fed, and closed when it is over. */
record SessionFeed(Session.Runner runner, List<Tensor> tensors) implements AutoCloseable {
  SessionFeed(Session.Runner runner) {
    this(runner, new ArrayList<>());
  }

  SessionFeed feed(Operand<?> operand, Tensor tensor) {
    tensors.add(tensor);
    runner.feed(operand, tensor);
    return this;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
