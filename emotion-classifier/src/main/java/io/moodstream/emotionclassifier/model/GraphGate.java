package io.moodstream.emotionclassifier.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a network must be before TensorFlow sees it. A graph is a program: some operations read and
 * write files, call out or allocate without bound. Only arithmetic from a list passes, on finite
 * weights of a bounded size.
 */
final class GraphGate {
  /** Numbers in all constants together; the largest network that ships has 2.4 million. */
  static final long MAX_WEIGHTS = 32_000_000;

  private static final int MAX_NODES = 5_000;

  /** Nothing here touches anything but its inputs, or makes more than it is given. */
  private static final Set<String> ARITHMETIC =
      Set.of(
          "Placeholder",
          "Const",
          "Identity",
          // Layers.
          "Conv2D",
          "DepthwiseConv2dNative",
          "BiasAdd",
          "MatMul",
          "FusedBatchNormV3",
          "MaxPool",
          "MaxPoolV2",
          "AvgPool",
          // Activations.
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
          // Element by element.
          "Add",
          "AddV2",
          "AddN",
          "Sub",
          "Mul",
          "RealDiv",
          "Maximum",
          "Minimum",
          "Neg",
          "Square",
          "SquaredDifference",
          "Sqrt",
          "Rsqrt",
          "Exp",
          "Log",
          // Over an axis.
          "Mean",
          "Sum",
          "Max",
          // Shapes.
          "Reshape",
          "Squeeze",
          "ExpandDims",
          "Transpose",
          "Shape",
          "StridedSlice",
          "Pack",
          "ConcatV2",
          "Pad");

  private static final Set<DataType> CONSTANTS = Set.of(DataType.DT_FLOAT, DataType.DT_INT32);

  private GraphGate() {}

  /**
   * @throws IllegalArgumentException naming the node and what is wrong with it
   */
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
    for (NodeDef node : graph.getNodeList()) {
      if (!ARITHMETIC.contains(node.getOp())) {
        throw new IllegalArgumentException(
            "the node '%s' is a %s: only arithmetic is allowed"
                .formatted(node.getName(), node.getOp()));
      }
      if (node.getOp().equals("Const")) {
        weights += count(node);
        if (weights > MAX_WEIGHTS) {
          throw new IllegalArgumentException(
              "the graph has more than %,d weights".formatted(MAX_WEIGHTS));
        }
        requireFinite(node);
      }
    }
  }

  /** By the shape: a constant may claim billions of numbers and bring one. */
  private static long count(NodeDef node) {
    TensorProto tensor = node.getAttrOrThrow("value").getTensor();
    if (!CONSTANTS.contains(tensor.getDtype())) {
      throw new IllegalArgumentException(
          "the constant '%s' is %s: only %s are allowed"
              .formatted(node.getName(), tensor.getDtype(), CONSTANTS));
    }
    long count = 1;
    for (TensorShapeProto.Dim dimension : tensor.getTensorShape().getDimList()) {
      if (dimension.getSize() < 0 || dimension.getSize() > MAX_WEIGHTS) {
        throw new IllegalArgumentException(
            "the constant '%s' has a dimension of %d"
                .formatted(node.getName(), dimension.getSize()));
      }
      count = Math.min(count * dimension.getSize(), MAX_WEIGHTS + 1);
    }
    return count;
  }

  private static void requireFinite(NodeDef node) {
    TensorProto tensor = node.getAttrOrThrow("value").getTensor();
    boolean finite = tensor.getFloatValList().stream().allMatch(Float::isFinite);
    if (tensor.getDtype() == DataType.DT_FLOAT) {
      ByteBuffer bytes =
          tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      FloatBuffer floats = bytes.asFloatBuffer();
      while (finite && floats.hasRemaining()) {
        finite = Float.isFinite(floats.get());
      }
    }
    if (!finite) {
      throw new IllegalArgumentException(
          "the weights '%s' hold a value that is not finite".formatted(node.getName()));
    }
  }
}
