package io.moodstream.trainer.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** The tensors of one run of a session: fed, and closed when it is over. */
public record SessionFeed(Session.Runner runner, List<Tensor> tensors) implements AutoCloseable {
  public SessionFeed(Session.Runner runner) {
    this(runner, new ArrayList<>());
  }

  public SessionFeed feed(Operand<?> operand, Tensor tensor) {
    tensors.add(tensor);
    runner.feed(operand, tensor);
    return this;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
