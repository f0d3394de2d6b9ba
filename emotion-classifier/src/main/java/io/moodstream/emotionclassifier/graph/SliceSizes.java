package io.moodstream.emotionclassifier.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Sizes of StridedSlice: begin, end and stride for each of the first axes. */
final class SliceSizes {
  /** Positions {@code first}, {@code first + stride} and so on, {@code count} of them. */
  private record Taken(long first, long stride, long count) {
    List<Long> of(List<Long> all) {
      return LongStream.range(0, count)
          .mapToObj(i -> all.get(Math.toIntExact(first + i * stride)))
          .toList();
    }
  }

  private SliceSizes() {}

  static Work of(GraphNode node) {
    node.requireInputs(4);
    TensorSize input = node.size(0);
    int sliced = node.numbers(1).size();
    if (sliced > input.rank()
        || node.numbers(2).size() != sliced
        || node.numbers(3).size() != sliced
        || node.whole("ellipsis_mask") != 0
        || node.whole("new_axis_mask") != 0) {
      throw new IllegalArgumentException(
          "a slice from %s to %s by %s of %s"
              .formatted(node.numbers(1), node.numbers(2), node.numbers(3), input));
    }
    List<Long> dimensions = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      if (axis >= sliced) {
        dimensions.add(input.at(axis));
      } else if (!bit(node, "shrink_axis_mask", axis)) {
        dimensions.add(taken(node, axis).count());
      } else {
        var unused = taken(node, axis);
      }
    }
    Optional<List<Long>> numbers =
        input.rank() == 1 && sliced == 1
            ? node.inputs().get(0).numbers().map(all -> taken(node, 0).of(all))
            : Optional.empty();
    return Work.of(new KnownTensor(new TensorSize(dimensions), numbers));
  }

  private static Taken taken(GraphNode node, int axis) {
    long length = node.size(0).at(axis);
    long begin = node.numbers(1).get(axis);
    long stride = node.numbers(3).get(axis);
    boolean one = bit(node, "shrink_axis_mask", axis);
    if (stride == 0 || (one && stride < 0)) {
      throw new IllegalArgumentException("a slice by " + stride);
    }
    if (one) {
      return new Taken(GraphNode.axis(begin, Math.toIntExact(length)), 1, 1);
    }
    long first = stride > 0 ? 0 : length - 1;
    long last = stride > 0 ? length : -1;
    long from = bit(node, "begin_mask", axis) ? first : within(begin, length, stride);
    long to =
        bit(node, "end_mask", axis) ? last : within(node.numbers(2).get(axis), length, stride);
    long span = stride > 0 ? to - from : from - to;
    long step = Math.abs(stride);
    return new Taken(from, stride, Math.max(0, (span + step - 1) / step));
  }

  private static long within(long position, long length, long stride) {
    long positive = position < 0 ? position + length : position;
    return stride > 0
        ? Math.max(0, Math.min(length, positive))
        : Math.max(-1, Math.min(length - 1, positive));
  }

  private static boolean bit(GraphNode node, String mask, int axis) {
    return (node.whole(mask) >> axis & 1) == 1;
  }
}
