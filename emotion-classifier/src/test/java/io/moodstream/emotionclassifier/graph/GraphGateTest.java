package io.moodstream.emotionclassifier.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.TinyModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

class GraphGateTest {
  @TempDir private Path temp;

  private final TinyModel tiny = new TinyModel(7);

  @AfterEach
  void close() {
    tiny.close();
  }

  @Test
  void shouldPassANetwork() {
    assertThatCode(() -> GraphGate.check(tiny.definition())).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseToLoadAGraphThatWritesAFile() {
    // Given a whole bundle whose graph also writes a file
    Path written = temp.resolve("written.txt");
    GraphDef writing;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      tf.withName("spy").io.writeFile(tf.constant(written.toString()), tf.constant("here"));
      writing = graph.toGraphDef();
    }
    SavedGraph evil =
        SavedGraph.of(
            tiny.definition().toBuilder().addAllNode(writing.getNodeList()).build(),
            "images",
            "logits");
    ModelBundle bundle =
        ModelBundle.write(
            temp.resolve("evil"), evil, TinyModel.card(evil), tiny.reference(), Map.of());

    // When, then
    assertThatThrownBy(() -> ExpressionModel.load(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("evil: saved_model.pb: ")
        .hasMessageContaining(": only ");
    assertThatCode(() -> Files.size(written)).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadFile",
        "WriteFile",
        "PyFunc",
        "EagerPyFunc",
        "MatchingFiles",
        "VarHandleOp",
        "RestoreV2",
        "PartitionedCall",
        "While",
        "Fill",
        "Tile",
        "NoSuchOperation"
      })
  void shouldRefuseEveryOperationThatIsNotArithmetic(String operation) {
    GraphDef graph = with(NodeDef.newBuilder().setName("spy").setOp(operation));

    assertThatThrownBy(() -> GraphGate.check(graph))
        .hasMessage("the node 'spy' is a %s: only arithmetic is allowed".formatted(operation));
  }

  @Test
  void shouldRefuseFunctions() {
    GraphDef graph =
        tiny.definition().toBuilder()
            .setLibrary(
                FunctionDefLibrary.newBuilder()
                    .addFunction(
                        FunctionDef.newBuilder().setSignature(OpDef.newBuilder().setName("mine"))))
            .build();

    assertThatThrownBy(() -> GraphGate.check(graph))
        .hasMessage("the graph brings functions of its own: 'mine'");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRefuseWeightsThatAreNotFinite(float value) {
    ByteBuffer content = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    content.putFloat(1).putFloat(value).flip();
    TensorProto.Builder packed = floats(2).setTensorContent(ByteString.copyFrom(content));
    TensorProto.Builder listed = floats(2).addFloatVal(1).addFloatVal(value);

    assertThatThrownBy(() -> GraphGate.check(with(constant(packed))))
        .hasMessage("the weights 'spy' hold a value that is not finite");
    assertThatThrownBy(() -> GraphGate.check(with(constant(listed))))
        .hasMessage("the weights 'spy' hold a value that is not finite");
  }

  @Test
  void shouldRefuseAConstantThatUnfoldsToFarMoreThanItBrings() {
    TensorProto.Builder huge = floats(1_000_000, 1_000_000).addFloatVal(1);

    assertThatThrownBy(() -> GraphGate.check(with(constant(huge))))
        .hasMessage("the graph has more than 32,000,000 weights");
  }

  @Test
  void shouldRefuseTexts() {
    TensorProto.Builder text =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .addStringVal(ByteString.copyFromUtf8("/etc/passwd"));

    assertThatThrownBy(() -> GraphGate.check(with(constant(text))))
        .hasMessageStartingWith("the constant 'spy' is DT_STRING");
  }

  private GraphDef with(NodeDef.Builder node) {
    return tiny.definition().toBuilder().addNode(node).build();
  }

  private static NodeDef.Builder constant(TensorProto.Builder value) {
    return NodeDef.newBuilder()
        .setName("spy")
        .setOp("Const")
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build());
  }

  private static TensorProto.Builder floats(long... shape) {
    var dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(dimensions);
  }
}
