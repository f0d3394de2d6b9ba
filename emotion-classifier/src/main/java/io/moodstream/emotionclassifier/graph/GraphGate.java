package io.moodstream.emotionclassifier.graph;

import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What a network must be before TensorFlow sees it. A graph is a program: some operations read and
 * write files, call out or allocate without bound. Only arithmetic from a list passes, on finite
 * weights of a bounded size, with bounded work and memory for every batch that serving uses.
 */
public final class GraphGate {
  /** Numbers in all constants together; the largest network that ships has 2.4 million. */
  static final long MAX_WEIGHTS = 32_000_000;

  private static final int MAX_NODES = 5_000;
  private static final int MAX_INPUTS = 20_000;

  /** Notes of the tools that write graphs. Others, such as those of compilers, change what runs. */
  private static final Set<String> NOTES =
      Set.of("_output_shapes", "_class", "_has_manual_control_dependencies");

  /** Faces in one inference call at most. */
  public static final int MAX_BATCH = 64;

  private GraphGate() {}

  /**
   * @return the cost of a batch of 64
   * @throws IllegalArgumentException naming the node and what is wrong with it
   */
  public static GraphCost check(SavedGraph saved) {
    check(saved.graph());
    return GraphCost.requireBounded(saved.graph(), saved.input(), saved.output());
  }

  /** The operations and the constants. */
  static void check(GraphDef graph) {
    if (graph.getNodeCount() > MAX_NODES) {
      throw new IllegalArgumentException(
          "the graph has %,d nodes, more than %,d".formatted(graph.getNodeCount(), MAX_NODES));
    }
    if (graph.getLibrary().getFunctionCount() > 0) {
      throw new IllegalArgumentException(
          "the graph brings functions of its own: '%s'"
              .formatted(graph.getLibrary().getFunction(0).getSignature().getName()));
    }
    long weights = 0;
    long inputs = 0;
    for (NodeDef node : graph.getNodeList()) {
      requireArithmetic(node);
      inputs += node.getInputCount();
      if (inputs > MAX_INPUTS) {
        throw new IllegalArgumentException(
            "the nodes have more than %,d inputs".formatted(MAX_INPUTS));
      }
      if (node.getOp().equals("Const")) {
        weights += Constants.requireValid(node);
        if (weights > MAX_WEIGHTS) {
          throw new IllegalArgumentException(
              "the graph has more than %,d weights".formatted(MAX_WEIGHTS));
        }
      }
    }
  }

  private static void requireArithmetic(NodeDef node) {
    String operation = node.getOp();
    boolean leaf = operation.equals("Placeholder") || operation.equals("Const");
    if (!leaf && Operations.of(operation).isEmpty()) {
      throw new IllegalArgumentException(
          "the node '%s' is a %s: only arithmetic is allowed".formatted(node.getName(), operation));
    }
    if (leaf && node.getInputList().stream().anyMatch(GraphOrder::isValue)) {
      throw new IllegalArgumentException(
          "the %s '%s' has inputs".formatted(operation, node.getName()));
    }
    node.getAttrMap().keySet().stream()
        .filter(name -> name.startsWith("_") && !NOTES.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "the node '%s' has the attribute '%s'".formatted(node.getName(), name));
            });
  }
}
