package io.moodstream.emotionclassifier.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Graphs of random allowed operations on random inputs, with parameters that are mostly sensible.
 * The same seed makes the same graph.
 */
public final class RandomGraph {
  private static final List<String> UNARY =
      List.of(
          "Relu",
          "Relu6",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Sigmoid",
          "Tanh",
          "Softplus",
          "Softmax",
          "LogSoftmax",
          "Neg",
          "Square",
          "Sqrt",
          "Rsqrt",
          "Exp",
          "Log",
          "Identity");
  private static final List<String> BINARY =
      List.of(
          "Add",
          "AddV2",
          "AddN",
          "Sub",
          "Mul",
          "RealDiv",
          "Maximum",
          "Minimum",
          "SquaredDifference");

  private final Random random;
  private final Nodes nodes = new Nodes();

  /** Tensors of floats that an operation may take. */
  private final List<String> tensors = new ArrayList<>(List.of("images"));

  private int names;

  private RandomGraph(long seed) {
    random = new Random(seed);
  }

  /** Of {@code operations} at most; those that nothing can be computed from are left out. */
  public static GraphDef of(long seed, int operations) {
    RandomGraph graph = new RandomGraph(seed);
    for (int i = 0; i < operations; i++) {
      graph.grow();
    }
    return graph.whole();
  }

  private GraphDef whole() {
    return nodes.answering(tensors.get(tensors.size() - 1));
  }

  private void grow() {
    int before = nodes.graph().getNodeCount();
    String name = "n" + names++;
    nodes.add(operation(name));
    tensors.add(name);
    if (random.nextInt(20) > 0 && !computable()) {
      tensors.remove(name);
      while (nodes.graph().getNodeCount() > before) {
        nodes.removeLast();
      }
    }
  }

  private boolean computable() {
    try {
      var unused = GraphGate.check(SavedGraph.of(whole(), "images", "logits"));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private NodeDef.Builder operation(String name) {
    return switch (random.nextInt(13)) {
      case 0, 1 -> unary(name);
      case 2, 3 -> binary(name);
      case 4, 5 -> layer(name, random.nextBoolean() ? "Conv2D" : "DepthwiseConv2dNative");
      case 6 -> pooling(name, random.nextBoolean() ? "MaxPool" : "AvgPool");
      case 7 ->
          Nodes.node(name, pick(List.of("Mean", "Sum", "Max")), any(), axes())
              .putAttr("keep_dims", AttrValue.newBuilder().setB(random.nextBoolean()).build());
      case 8 -> Nodes.node(name, "Reshape", any(), numbers(random.nextInt(4) + 1, 64));
      case 9 -> slice(name);
      case 10 -> Nodes.node(name, "Pad", any(), table(random.nextInt(4) + 1));
      case 11 -> joined(name);
      default -> arranged(name);
    };
  }

  private NodeDef.Builder unary(String name) {
    return Nodes.node(name, pick(UNARY), any());
  }

  private NodeDef.Builder binary(String name) {
    String operation = pick(BINARY);
    NodeDef.Builder node = Nodes.node(name, operation, any(), any());
    return operation.equals("AddN")
        ? node.putAttr("N", AttrValue.newBuilder().setI(2).build())
        : node;
  }

  private NodeDef.Builder layer(String name, String operation) {
    String kernel = name + "k";
    nodes.weights(kernel, 0.1f, size(), size(), random.nextBoolean() ? 1 : 4, size());
    return sliding(Nodes.node(name, operation, any(), kernel), 1, 1)
        .putAttr("dilations", Nodes.list(1, 1, 1, 1));
  }

  private NodeDef.Builder pooling(String name, String operation) {
    return sliding(Nodes.node(name, operation, any()), size(), size())
        .putAttr("ksize", Nodes.list(1, size(), size(), 1));
  }

  private NodeDef.Builder sliding(NodeDef.Builder node, int height, int width) {
    return node.putAttr("strides", Nodes.list(1, height, width, 1))
        .putAttr("padding", Nodes.text(random.nextBoolean() ? "SAME" : "VALID"));
  }

  private NodeDef.Builder slice(String name) {
    int axes = random.nextInt(3) + 1;
    return Nodes.node(
            name, "StridedSlice", any(), numbers(axes, 5), numbers(axes, 60), numbers(axes, 3))
        .putAttr("Index", Nodes.type(DataType.DT_INT32))
        .putAttr("begin_mask", AttrValue.newBuilder().setI(random.nextInt(4)).build())
        .putAttr("end_mask", AttrValue.newBuilder().setI(random.nextInt(4)).build())
        .putAttr("shrink_axis_mask", AttrValue.newBuilder().setI(random.nextInt(3)).build());
  }

  private NodeDef.Builder joined(String name) {
    if (random.nextBoolean()) {
      return Nodes.node(name, "Pack", any(), any())
          .putAttr("N", AttrValue.newBuilder().setI(2).build())
          .putAttr("axis", AttrValue.newBuilder().setI(random.nextInt(4) - 1).build());
    }
    String axis = name + "a";
    nodes.number(axis, random.nextInt(5) - 1);
    return Nodes.node(name, "ConcatV2", any(), any(), axis)
        .putAttr("N", AttrValue.newBuilder().setI(2).build())
        .putAttr("Tidx", Nodes.type(DataType.DT_INT32));
  }

  private NodeDef.Builder arranged(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> Nodes.node(name, "Squeeze", any());
      case 1 -> Nodes.node(name, "ExpandDims", any(), numbers(1, 4));
      case 2 -> Nodes.node(name, "ReverseV2", any(), axes());
      default -> Nodes.node(name, "Transpose", any(), numbers(4, 4));
    };
  }

  private String any() {
    return tensors.get(random.nextInt(tensors.size()));
  }

  private String axes() {
    return numbers(random.nextInt(2) + 1, 4);
  }

  /** From -1 on. */
  private String numbers(int count, int below) {
    String name = "n" + names++ + "v";
    nodes.numbers(name, IntStream.range(0, count).map(i -> random.nextInt(below) - 1).toArray());
    return name;
  }

  /** Paddings of {@code rank} axes. */
  private String table(int rank) {
    String name = "n" + names++ + "p";
    nodes.numbers(name + "v", random.ints(2L * rank, 0, 3).toArray());
    nodes.numbers(name + "s", rank, 2);
    nodes.add(
        Nodes.node(name, "Reshape", name + "v", name + "s")
            .putAttr("T", Nodes.type(DataType.DT_INT32)));
    return name;
  }

  private int size() {
    return random.nextInt(5) + 1;
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
