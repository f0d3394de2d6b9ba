package io.moodstream.emotionclassifier.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** A graph's nodes with every node after its inputs. */
final class GraphOrder {
  private GraphOrder() {}

  /**
   * @throws IllegalArgumentException if a name occurs twice, an input does not exist or is not the
   *     first output of its node, or the graph has a circle
   */
  static List<NodeDef> of(GraphDef graph) {
    Map<String, NodeDef> byName = new HashMap<>();
    for (NodeDef node : graph.getNodeList()) {
      if (byName.put(node.getName(), node) != null) {
        throw new IllegalArgumentException("two nodes are called '%s'".formatted(node.getName()));
      }
    }
    Map<String, Integer> waiting = new HashMap<>();
    Map<String, List<NodeDef>> users = new HashMap<>();
    Deque<NodeDef> ready = new ArrayDeque<>();
    for (NodeDef node : graph.getNodeList()) {
      for (String input : node.getInputList()) {
        String name = source(node, input);
        if (!byName.containsKey(name)) {
          throw new IllegalArgumentException(
              "the node '%s' has the input '%s', which does not exist"
                  .formatted(node.getName(), input));
        }
        users.computeIfAbsent(name, absent -> new ArrayList<>()).add(node);
      }
      waiting.put(node.getName(), node.getInputCount());
      if (node.getInputCount() == 0) {
        ready.add(node);
      }
    }
    List<NodeDef> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      NodeDef node = ready.remove();
      order.add(node);
      for (NodeDef user : users.getOrDefault(node.getName(), List.of())) {
        if (waiting.merge(user.getName(), -1, Integer::sum) == 0) {
          ready.add(user);
        }
      }
    }
    if (order.size() < graph.getNodeCount()) {
      throw new IllegalArgumentException("the graph has a circle");
    }
    return order;
  }

  /** The node that an input names: {@code name}, {@code name:0} or {@code ^name}. */
  static String source(NodeDef node, String input) {
    String value = isValue(input) ? input : input.substring(1);
    String name = value.endsWith(":0") ? value.substring(0, value.length() - 2) : value;
    if (name.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "the node '%s' has the input '%s': only the first output of a node is allowed"
              .formatted(node.getName(), input));
    }
    return name;
  }

  /** False for an input that only asks to run later than its node. */
  static boolean isValue(String input) {
    return !input.startsWith("^");
  }
}
