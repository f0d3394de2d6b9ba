package io.moodstream.emotionclassifier.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sizes of the operations that only arrange values: reshapes, slices, joins. */
final class ShapeSizes {
  private ShapeSizes() {}

  static Work reshape(GraphNode node) {
    node.requireInputs(2);
    TensorSize input = node.size(0);
    List<Long> target = new ArrayList<>(node.numbers(1));
    int open = target.indexOf(-1L);
    if (open >= 0) {
      target.set(open, 1L);
      long rest = new TensorSize(target).values();
      target.set(open, rest == 0 ? 0 : input.values() / rest);
    }
    TensorSize output = new TensorSize(target);
    if (output.values() != input.values()) {
      throw new IllegalArgumentException("%s cannot become %s".formatted(input, node.numbers(1)));
    }
    return arranged(node, output);
  }

  static Work squeeze(GraphNode node) {
    TensorSize input = node.size(0);
    List<Integer> axes =
        node.list("squeeze_dims").stream().map(a -> GraphNode.axis(a, input.rank())).toList();
    List<Long> left = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      boolean named = axes.contains(axis);
      if (named && input.at(axis) != 1) {
        throw new IllegalArgumentException("axis %d of %s is not 1".formatted(axis, input));
      }
      if (!named && (!axes.isEmpty() || input.at(axis) != 1)) {
        left.add(input.at(axis));
      }
    }
    return arranged(node, new TensorSize(left));
  }

  static Work expand(GraphNode node) {
    node.requireInputs(2);
    List<Long> dimensions = new ArrayList<>(node.size(0).dimensions());
    dimensions.add(GraphNode.axis(node.number(1), dimensions.size() + 1), 1L);
    return arranged(node, new TensorSize(dimensions));
  }

  static Work transpose(GraphNode node) {
    node.requireInputs(2);
    TensorSize input = node.size(0);
    List<Integer> order =
        node.numbers(1).stream().map(axis -> GraphNode.axis(axis, input.rank())).toList();
    if (order.size() != input.rank() || order.stream().distinct().count() != order.size()) {
      throw new IllegalArgumentException(
          "%s is not an order of %s".formatted(node.numbers(1), input));
    }
    return Work.of(new TensorSize(order.stream().map(input::at).toList()));
  }

  static Work reverse(GraphNode node) {
    node.requireInputs(2);
    TensorSize input = node.size(0);
    List<Integer> axes =
        node.numbers(1).stream().map(axis -> GraphNode.axis(axis, input.rank())).toList();
    if (axes.stream().distinct().count() != axes.size()) {
      throw new IllegalArgumentException("an axis twice: %s".formatted(axes));
    }
    return Work.of(input);
  }

  static Work shape(GraphNode node) {
    return Work.of(KnownTensor.vector(node.size(0).dimensions()));
  }

  static Work pad(GraphNode node) {
    node.requireInputs(2);
    TensorSize input = node.size(0);
    List<Long> paddings = node.numbers(1);
    if (paddings.size() != 2 * input.rank() || paddings.stream().anyMatch(p -> p < 0)) {
      throw new IllegalArgumentException("paddings %s for %s".formatted(paddings, input));
    }
    return Work.of(
        new TensorSize(
            IntStream.range(0, input.rank())
                .mapToObj(
                    axis ->
                        Math.addExact(
                            input.at(axis),
                            Math.addExact(paddings.get(2 * axis), paddings.get(2 * axis + 1))))
                .toList()));
  }

  /** Of numbers: a vector. */
  static Work pack(GraphNode node) {
    TensorSize one = node.size(0);
    requireSame(node, node.inputs().size());
    List<Long> dimensions = new ArrayList<>(one.dimensions());
    dimensions.add(GraphNode.axis(node.whole("axis"), one.rank() + 1), (long) node.inputs().size());
    Optional<List<Long>> numbers =
        one.rank() == 0 ? joined(node, node.inputs().size()) : Optional.empty();
    return Work.of(new KnownTensor(new TensorSize(dimensions), numbers));
  }

  /** Its last input is the axis. */
  static Work concat(GraphNode node) {
    int parts = node.inputs().size() - 1;
    TensorSize first = node.size(0);
    int axis = GraphNode.axis(node.number(parts), first.rank());
    long length = 0;
    for (int part = 0; part < parts; part++) {
      List<Long> dimensions = new ArrayList<>(node.size(part, first.rank()).dimensions());
      length = Math.addExact(length, dimensions.set(axis, first.at(axis)));
      if (!dimensions.equals(first.dimensions())) {
        throw new IllegalArgumentException(
            "%s and %s cannot be joined".formatted(first, node.size(part)));
      }
    }
    List<Long> dimensions = new ArrayList<>(first.dimensions());
    dimensions.set(axis, length);
    Optional<List<Long>> numbers = first.rank() == 1 ? joined(node, parts) : Optional.empty();
    return Work.of(new KnownTensor(new TensorSize(dimensions), numbers));
  }

  static void requireSame(GraphNode node, int inputs) {
    for (int input = 1; input < inputs; input++) {
      if (!node.size(input).equals(node.size(0))) {
        throw new IllegalArgumentException(
            "its inputs are %s and %s".formatted(node.size(0), node.size(input)));
      }
    }
  }

  private static Optional<List<Long>> joined(GraphNode node, int parts) {
    List<Long> all = new ArrayList<>();
    for (KnownTensor part : node.inputs().subList(0, parts)) {
      if (part.numbers().isEmpty()) {
        return Optional.empty();
      }
      all.addAll(part.numbers().get());
    }
    return Optional.of(all);
  }

  /** The same values under another shape; nothing is copied. */
  private static Work arranged(GraphNode node, TensorSize output) {
    return Work.view(new KnownTensor(output, node.inputs().get(0).numbers()));
  }
}
