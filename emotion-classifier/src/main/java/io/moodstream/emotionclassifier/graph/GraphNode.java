package io.moodstream.emotionclassifier.graph;

import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/** An operation of a graph with all that is known of its inputs. */
record GraphNode(NodeDef definition, List<KnownTensor> inputs) {
  GraphNode {
    inputs = List.copyOf(inputs);
  }

  String operation() {
    return definition.getOp();
  }

  TensorSize size(int input) {
    return input(input).size();
  }

  /**
   * @throws IllegalArgumentException if the values are not known before the graph runs
   */
  List<Long> numbers(int input) {
    return input(input)
        .numbers()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its input %d depends on the pictures; a constant is required"
                        .formatted(input)));
  }

  /** The only number of an input. */
  int number(int input) {
    List<Long> numbers = numbers(input);
    if (numbers.size() != 1) {
      throw new IllegalArgumentException("its input %d is not one number".formatted(input));
    }
    return Math.toIntExact(numbers.get(0));
  }

  void requireInputs(int count) {
    if (inputs.size() != count) {
      throw new IllegalArgumentException(
          "it has %d inputs, not %d".formatted(inputs.size(), count));
    }
  }

  /** An input that has {@code rank} dimensions. */
  TensorSize size(int input, int rank) {
    TensorSize size = size(input);
    if (size.rank() != rank) {
      throw new IllegalArgumentException(
          "its input %d is %s, not of %d dimensions".formatted(input, size, rank));
    }
    return size;
  }

  /** Empty where the attribute is absent. */
  List<Long> list(String attribute) {
    return attribute(attribute).getList().getIList();
  }

  /** 0 where the attribute is absent. */
  long whole(String attribute) {
    return attribute(attribute).getI();
  }

  /** Empty where the attribute is absent. */
  String text(String attribute) {
    return attribute(attribute).getS().toStringUtf8();
  }

  /** False where the attribute is absent. */
  boolean flag(String attribute) {
    return attribute(attribute).getB();
  }

  /** Counts from the end where it is negative. */
  static int axis(long axis, int rank) {
    long positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw new IllegalArgumentException(
          "axis %d of a tensor of %d dimensions".formatted(axis, rank));
    }
    return (int) positive;
  }

  private KnownTensor input(int input) {
    if (input >= inputs.size()) {
      throw new IllegalArgumentException("its input %d is missing".formatted(input));
    }
    return inputs.get(input);
  }

  private AttrValue attribute(String name) {
    return definition.getAttrOrDefault(name, AttrValue.getDefaultInstance());
  }
}
