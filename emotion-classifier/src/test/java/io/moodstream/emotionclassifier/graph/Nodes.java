package io.moodstream.emotionclassifier.graph;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Builds a graph node by node, also one that TensorFlow's own builders refuse. */
public final class Nodes {
  private final GraphDef.Builder graph = GraphDef.newBuilder();

  /** A graph with the input {@code images}. */
  public Nodes() {
    add(
        NodeDef.newBuilder()
            .setName("images")
            .setOp("Placeholder")
            .putAttr("dtype", type(DataType.DT_FLOAT))
            .putAttr("shape", AttrValue.newBuilder().setShape(shape(-1, 48, 48, 1)).build()));
  }

  /** Takes and makes floats, where the operation has a type. */
  public Nodes operation(String name, String operation, String... inputs) {
    return add(node(name, operation, inputs));
  }

  static NodeDef.Builder node(String name, String operation, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(operation)
        .addAllInput(List.of(inputs))
        .putAttr("T", type(DataType.DT_FLOAT));
  }

  public Nodes add(NodeDef.Builder node) {
    graph.addNode(node);
    return this;
  }

  public Nodes removeLast() {
    graph.removeNode(graph.getNodeCount() - 1);
    return this;
  }

  /** A constant of one value, repeated. */
  public Nodes weights(String name, float value, long... shape) {
    return add(
        constant(
            name,
            TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(shape(shape))
                .addFloatVal(value)));
  }

  /** A vector of whole numbers. */
  public Nodes numbers(String name, int... numbers) {
    var tensor =
        TensorProto.newBuilder().setDtype(DataType.DT_INT32).setTensorShape(shape(numbers.length));
    for (int number : numbers) {
      tensor.addIntVal(number);
    }
    return add(constant(name, tensor));
  }

  public Nodes number(String name, int number) {
    return add(
        constant(
            name,
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT32)
                .setTensorShape(shape())
                .addIntVal(number)));
  }

  /** Every face's mean gray seven times, plus the sum of {@code added}. */
  public GraphDef answering(String added) {
    Nodes whole = new Nodes();
    whole.graph.clear().mergeFrom(graph.build());
    return whole
        .numbers("axes", 1, 2)
        .operation("mean", "Mean", "images", "axes")
        .weights("seven", 0.5f, 1, 7)
        .operation("base", "MatMul", "mean", "seven")
        .numbers("flat", -1)
        .operation("line", "Reshape", added, "flat")
        .numbers("all", 0)
        .operation("sum", "Sum", "line", "all")
        .operation("logits", "AddV2", "base", "sum")
        .graph();
  }

  /** As it is. */
  public GraphDef graph() {
    return graph.build();
  }

  static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  static AttrValue text(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }

  static AttrValue list(long... numbers) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllI(LongStream.of(numbers).boxed().toList()))
        .build();
  }

  static TensorShapeProto shape(long... dimensions) {
    var shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
    }
    return shape.build();
  }

  private static NodeDef.Builder constant(String name, TensorProto.Builder tensor) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(tensor.getDtype()))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }
}
