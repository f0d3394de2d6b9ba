package io.moodstream.emotionclassifier.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sizes of operations element by element, along an axis, and of a batch normalisation. */
final class ArithmeticSizes {
  private ArithmeticSizes() {}

  /** Of one tensor, the same size comes out. */
  static Work unary(GraphNode node) {
    node.requireInputs(1);
    return Work.of(node.size(0));
  }

  static Work identity(GraphNode node) {
    node.requireInputs(1);
    return Work.view(node.inputs().get(0));
  }

  /** A dimension of 1 stretches to the other's. */
  static Work binary(GraphNode node) {
    node.requireInputs(2);
    TensorSize a = node.size(0);
    TensorSize b = node.size(1);
    int rank = Math.max(a.rank(), b.rank());
    List<Long> dimensions = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      long left = fromEnd(a, rank - axis);
      long right = fromEnd(b, rank - axis);
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException("%s and %s do not fit".formatted(a, b));
      }
      dimensions.add(left == 1 ? right : left);
    }
    return Work.of(new TensorSize(dimensions));
  }

  static Work sum(GraphNode node) {
    ShapeSizes.requireSame(node, node.inputs().size());
    TensorSize size = node.size(0);
    return Work.of(size, size.values() * node.inputs().size());
  }

  static Work bias(GraphNode node) {
    node.requireInputs(2);
    TensorSize input = node.size(0);
    String format = node.text("data_format");
    if (input.rank() < 2
        || node.size(1, 1).at(0) != input.at(input.rank() - 1)
        || !(format.isEmpty() || format.equals("NHWC"))) {
      throw new IllegalArgumentException(
          "a bias %s for %s %s".formatted(node.size(1), input, format));
    }
    return Work.of(input);
  }

  static Work softmax(GraphNode node) {
    node.requireInputs(1);
    if (node.size(0).rank() < 1) {
      throw new IllegalArgumentException("a softmax of one number");
    }
    return Work.of(node.size(0));
  }

  /** With the means and variances that it was trained to: its other outputs must not be used. */
  static Work normalisation(GraphNode node) {
    node.requireInputs(5);
    // Absent means true.
    if (!node.definition().containsAttr("is_training") || node.flag("is_training")) {
      throw new IllegalArgumentException(
          "it normalises by the batch (is_training): freeze the graph for inference");
    }
    TensorSize input = node.size(0, 4);
    String format = node.text("data_format");
    for (int i = 1; i < 5; i++) {
      if (node.size(i, 1).at(0) != input.at(3) || !(format.isEmpty() || format.equals("NHWC"))) {
        throw new IllegalArgumentException("%s for %s %s".formatted(node.size(i), input, format));
      }
    }
    return Work.of(input);
  }

  /** Its second input holds the axes. */
  static Work reduction(GraphNode node) {
    node.requireInputs(2);
    TensorSize input = node.size(0);
    Set<Integer> axes = new HashSet<>();
    for (long axis : node.numbers(1)) {
      if (!axes.add(GraphNode.axis(axis, input.rank()))) {
        throw new IllegalArgumentException("axis %d twice".formatted(axis));
      }
    }
    List<Long> dimensions = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      if (!axes.contains(axis)) {
        dimensions.add(input.at(axis));
      } else if (node.flag("keep_dims")) {
        dimensions.add(1L);
      }
    }
    return Work.of(new TensorSize(dimensions), input.values());
  }

  private static long fromEnd(TensorSize size, int place) {
    return place > size.rank() ? 1 : size.at(size.rank() - place);
  }
}
