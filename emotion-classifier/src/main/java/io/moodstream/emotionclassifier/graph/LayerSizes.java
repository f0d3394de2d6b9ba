package io.moodstream.emotionclassifier.graph;

import java.util.List;

/** Sizes and work of the layers that slide a window over a picture, and of matrix products. */
final class LayerSizes {
  /** A window, stride or dilation that is larger makes no sense on a picture of 48 x 48. */
  private static final long MAX_STEP = 64;

  /** Positions of a window along one axis. */
  private record Axis(long window, long stride, long dilation, long before, long after) {
    Axis {
      if (window < 1
          || stride < 1
          || dilation < 1
          || Math.max(Math.max(window, stride), dilation) > MAX_STEP
          || before < 0
          || after < 0
          || Math.max(before, after) > MAX_STEP) {
        throw new IllegalArgumentException(
            "a window of %d, stride %d, dilation %d, padding %d and %d: 1 to %d are allowed"
                .formatted(window, stride, dilation, before, after, MAX_STEP));
      }
    }

    long positions(long length, boolean same) {
      if (same) {
        return (length + stride - 1) / stride;
      }
      long room = length + before + after - ((window - 1) * dilation + 1);
      if (room < 0) {
        throw new IllegalArgumentException(
            "a window of %d does not fit %d pixels".formatted(window, length));
      }
      return room / stride + 1;
    }
  }

  private LayerSizes() {}

  /** Kernel {@code [height, width, in, out]}. */
  static Work convolution(GraphNode node) {
    node.requireInputs(2);
    TensorSize kernel = node.size(1, 4);
    if (kernel.at(2) != node.size(0, 4).at(3)) {
      throw new IllegalArgumentException("a kernel %s for %s".formatted(kernel, node.size(0)));
    }
    TensorSize output = slide(node, kernel.at(0), kernel.at(1), kernel.at(3));
    long window = kernel.at(0) * kernel.at(1) * kernel.at(2);
    long positions = output.at(1) * output.at(2);
    // Implementations may copy every window of one picture before they multiply.
    return new Work(
        KnownTensor.of(output),
        output.values() + window * positions,
        Math.multiplyExact(window, output.values()));
  }

  /** Kernel {@code [height, width, in, multiplier]}. */
  static Work depthwise(GraphNode node) {
    node.requireInputs(2);
    TensorSize kernel = node.size(1, 4);
    if (kernel.at(2) != node.size(0, 4).at(3)) {
      throw new IllegalArgumentException("a kernel %s for %s".formatted(kernel, node.size(0)));
    }
    TensorSize output = slide(node, kernel.at(0), kernel.at(1), kernel.at(2) * kernel.at(3));
    return Work.of(output, kernel.at(0) * kernel.at(1) * output.values());
  }

  /** Its window and stride are attributes, or inputs (MaxPoolV2). */
  static Work pooling(GraphNode node) {
    boolean inputs = node.operation().equals("MaxPoolV2");
    node.requireInputs(inputs ? 3 : 1);
    List<Long> window = inputs ? node.numbers(1) : node.list("ksize");
    List<Long> strides = inputs ? node.numbers(2) : node.list("strides");
    requireInner("ksize", window);
    TensorSize output = slide(node, strides, window.get(1), window.get(2), node.size(0, 4).at(3));
    return Work.of(output, window.get(1) * window.get(2) * output.values());
  }

  /** {@code [a, b] x [b, c]}, either transposed before. */
  static Work product(GraphNode node) {
    node.requireInputs(2);
    boolean left = node.flag("transpose_a");
    boolean right = node.flag("transpose_b");
    TensorSize a = node.size(0, 2);
    TensorSize b = node.size(1, 2);
    long inner = a.at(left ? 0 : 1);
    if (inner != b.at(right ? 1 : 0)) {
      throw new IllegalArgumentException("a product of %s and %s".formatted(a, b));
    }
    TensorSize output = TensorSize.of(a.at(left ? 1 : 0), b.at(right ? 0 : 1));
    return Work.of(output, Math.multiplyExact(inner, output.values()));
  }

  private static TensorSize slide(GraphNode node, long height, long width, long channels) {
    return slide(node, node.list("strides"), height, width, channels);
  }

  private static TensorSize slide(
      GraphNode node, List<Long> strides, long height, long width, long channels) {
    TensorSize input = node.size(0, 4);
    requireInner("strides", strides);
    List<Long> dilations =
        node.list("dilations").isEmpty() ? List.of(1L, 1L, 1L, 1L) : node.list("dilations");
    requireInner("dilations", dilations);
    String format = node.text("data_format");
    if (!format.isEmpty() && !format.equals("NHWC")) {
      throw new IllegalArgumentException("the format %s: only NHWC is allowed".formatted(format));
    }
    String padding = node.text("padding");
    List<Long> explicit = explicit(node, padding);
    boolean same = padding.equals("SAME");
    var down = new Axis(height, strides.get(1), dilations.get(1), explicit.get(2), explicit.get(3));
    var across =
        new Axis(width, strides.get(2), dilations.get(2), explicit.get(4), explicit.get(5));
    return TensorSize.of(
        input.at(0),
        down.positions(input.at(1), same),
        across.positions(input.at(2), same),
        channels);
  }

  private static List<Long> explicit(GraphNode node, String padding) {
    List<Long> none = List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    return switch (padding) {
      case "SAME", "VALID" -> none;
      case "EXPLICIT" -> {
        List<Long> given = node.list("explicit_paddings");
        if (given.size() != 8 || !node.operation().equals("Conv2D")) {
          throw new IllegalArgumentException("explicit paddings %s".formatted(given));
        }
        yield given;
      }
      default -> throw new IllegalArgumentException("the padding '%s'".formatted(padding));
    };
  }

  /** Four numbers, of which only those of height and width may differ from 1. */
  private static void requireInner(String name, List<Long> numbers) {
    if (numbers.size() != 4 || numbers.get(0) != 1 || numbers.get(3) != 1) {
      throw new IllegalArgumentException(
          "%s are %s, not [1, height, width, 1]".formatted(name, numbers));
    }
  }
}
