package io.moodstream.emotionclassifier.graph;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What a graph takes for a batch, computed from the sizes of its tensors before anything runs.
 *
 * @param multiplyAdds or other steps of a few instructions each
 * @param bytes of all results together; TensorFlow frees most of them on the way
 */
public record GraphCost(long multiplyAdds, long bytes) {
  /** For one face; the largest network that ships takes 78 million. */
  static final long MAX_MULTIPLY_ADDS = 500_000_000;

  /** For a batch of 64; the largest network that ships makes 210 million. */
  static final long MAX_BYTES = 1L << 30;

  /**
   * The cost of a batch of 64, after every batch of 1 to 64 was found within the limits.
   *
   * @param input name of the placeholder
   * @param output name of the node that answers {@code [n, 7]}
   * @throws IllegalArgumentException naming the node and what is wrong with it
   */
  static GraphCost requireBounded(GraphDef graph, String input, String output) {
    List<NodeDef> order = GraphOrder.of(graph);
    GraphCost cost = new GraphCost(0, 0);
    for (int faces = 1; faces <= GraphGate.MAX_BATCH; faces++) {
      cost = of(order, input, output, faces);
      if (cost.bytes > MAX_BYTES) {
        throw new IllegalArgumentException(
            "%d faces take %,d bytes of memory, more than %,d"
                .formatted(faces, cost.bytes, MAX_BYTES));
      }
      if (cost.multiplyAdds > faces * MAX_MULTIPLY_ADDS) {
        throw new IllegalArgumentException(
            "%d faces take %,d multiply-adds, more than %,d a face"
                .formatted(faces, cost.multiplyAdds, MAX_MULTIPLY_ADDS));
      }
    }
    return cost;
  }

  private static GraphCost of(List<NodeDef> order, String input, String output, int faces) {
    Map<String, KnownTensor> known = new HashMap<>();
    long multiplyAdds = 0;
    long values = 0;
    for (NodeDef node : order) {
      Work work = work(node, known, input, faces);
      known.put(node.getName(), work.output());
      // Neither can overflow: both are far below 2^62 for each of at most 5,000 nodes.
      multiplyAdds = Math.addExact(multiplyAdds, work.multiplyAdds());
      values = Math.addExact(values, work.made());
    }
    requireOutput(known.get(output), output, faces);
    return new GraphCost(multiplyAdds, Math.multiplyExact(values, Float.BYTES));
  }

  private static Work work(NodeDef node, Map<String, KnownTensor> known, String input, int faces) {
    try {
      return switch (node.getOp()) {
        case "Const" -> Work.view(Constants.known(node));
        case "Placeholder" -> placeholder(node, input, faces);
        default ->
            rule(node)
                .apply(
                    new GraphNode(
                        node,
                        node.getInputList().stream()
                            .filter(GraphOrder::isValue)
                            .map(name -> known.get(GraphOrder.source(node, name)))
                            .toList()));
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "the node '%s' (%s) cannot be computed for %d faces: %s"
              .formatted(node.getName(), node.getOp(), faces, e.getMessage()),
          e);
    }
  }

  private static Work placeholder(NodeDef node, String input, int faces) {
    if (!node.getName().equals(input)) {
      throw new IllegalArgumentException("the only input is '%s'".formatted(input));
    }
    return Work.of(TensorSize.of(faces, Pixels.SIDE, Pixels.SIDE, 1));
  }

  private static Function<GraphNode, Work> rule(NodeDef node) {
    return Operations.of(node.getOp())
        .orElseThrow(() -> new IllegalArgumentException("it is not arithmetic"));
  }

  private static void requireOutput(@Nullable KnownTensor answer, String output, int faces) {
    TensorSize expected = TensorSize.of(faces, Expression.ALL.size());
    if (answer == null || !answer.size().equals(expected)) {
      throw new IllegalArgumentException(
          "the output '%s' for %d faces is %s, not %s"
              .formatted(output, faces, answer == null ? "missing" : answer.size(), expected));
    }
  }
}
