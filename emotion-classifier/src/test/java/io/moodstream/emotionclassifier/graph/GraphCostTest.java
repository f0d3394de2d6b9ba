package io.moodstream.emotionclassifier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.model.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class GraphCostTest {
  @Test
  void shouldCountTheWorkOfANetwork() {
    try (TinyModel tiny = new TinyModel(7)) {
      GraphCost cost = GraphGate.check(tiny.saved());

      // 12 x 12 positions of 4 kernels of 9 values, and a product of 576 by 7
      assertThat(cost.multiplyAdds() / 64)
          .isBetween(12L * 12 * 4 * 9 + 576 * 7, 12L * 12 * 4 * 9 + 576 * 7 + 5_000);
      assertThat(cost.bytes()).isBetween(64L * 2304 * 4, 64L * 2304 * 4 * 3);
    }
  }

  @Test
  void shouldRefuseAGraphForOneFaceOnly() {
    GraphDef graph =
        new Nodes()
            .numbers("target", 1, 2304)
            .operation("flat", "Reshape", "images", "target")
            .weights("kernel", 0.1f, 2304, 7)
            .operation("logits", "MatMul", "flat", "kernel")
            .graph();

    assertThatThrownBy(() -> check(graph))
        .hasMessage(
            "the node 'flat' (Reshape) cannot be computed for 2 faces: [2,48,48,1] cannot become"
                + " [1, 2304]");
  }

  @Test
  void shouldRefuseAGraphThatFailsForFiveFacesOnly() {
    // Given a slice that is empty up to four faces, and is stretched over three from then on
    Nodes nodes =
        new Nodes()
            .numbers("from", 4)
            .numbers("to", 9)
            .numbers("by", 1)
            .add(
                Nodes.node("some", "StridedSlice", "images", "from", "to", "by")
                    .putAttr("Index", Nodes.type(org.tensorflow.proto.DataType.DT_INT32)))
            .weights("three", 1, 1, 48, 48, 1)
            .operation("joined", "ConcatV2", "some", "three", "zero");
    GraphDef graph =
        nodes
            .number("zero", 0)
            .weights("one", 1, 2, 48, 48, 1)
            .operation("stretched", "Mul", "joined", "one")
            .answering("stretched");

    assertThatThrownBy(() -> check(graph))
        .hasMessageStartingWith("the node 'stretched' (Mul) cannot be computed for 6 faces");
  }

  @Test
  void shouldRefuseAGraphThatMakesMuchOfLittle() {
    GraphDef graph =
        new Nodes()
            .weights("column", 1, 17_000, 1)
            .weights("row", 1, 1, 17_000)
            .operation("table", "Mul", "column", "row")
            .answering("table");

    assertThatThrownBy(() -> check(graph))
        .hasMessageContaining("bytes of memory, more than 1,073,741,824");
  }

  @Test
  void shouldCountAProductOfNothingAsMemory() {
    GraphDef graph =
        new Nodes()
            .weights("column", 1, 20_000, 0)
            .weights("row", 1, 0, 20_000)
            .operation("table", "MatMul", "column", "row")
            .answering("table");

    assertThatThrownBy(() -> check(graph)).hasMessageContaining("bytes of memory, more than");
  }

  @Test
  void shouldRefuseAGraphThatComputesForMinutes() {
    GraphDef graph =
        new Nodes()
            .weights("big", 0.001f, 1_500, 1_500)
            .operation("product", "MatMul", "big", "big")
            .answering("product");

    assertThatThrownBy(() -> check(graph))
        .hasMessageContaining("multiply-adds, more than 500,000,000 a face");
  }

  @Test
  void shouldRefuseSizesThatAreNoNumber() {
    Nodes nodes = new Nodes().weights("row", 1, 1, 1_000_000);
    String last = "row";
    for (int i = 0; i < 4; i++) {
      nodes
          .numbers("order" + i, 1, 0)
          .operation("turned" + i, "Transpose", last, "order" + i)
          .operation("table" + i, "Mul", "turned" + i, "row")
          .numbers("line" + i, 1, -1)
          .operation("longer" + i, "Reshape", "table" + i, "line" + i);
      last = "longer" + i;
    }
    GraphDef graph = nodes.answering(last);

    assertThatThrownBy(() -> check(graph)).hasMessageContaining("cannot be computed for 1 faces: ");
  }

  @Test
  void shouldRefuseAShapeThatThePicturesDecide() {
    GraphDef graph =
        new Nodes()
            .operation("target", "Sum", "images", "images")
            .operation("shaped", "Reshape", "images", "target")
            .answering("shaped");

    assertThatThrownBy(() -> check(graph))
        .hasMessageContaining("depends on the pictures; a constant is required");
  }

  @Test
  void shouldRefuseACircleAMissingInputAndASecondInput() {
    assertThatThrownBy(
            () ->
                check(
                    new Nodes()
                        .operation("a", "Relu", "b")
                        .operation("b", "Relu", "a")
                        .answering("a")))
        .hasMessage("the graph has a circle");
    assertThatThrownBy(() -> check(new Nodes().operation("a", "Relu", "gone").answering("a")))
        .hasMessage("the node 'a' has the input 'gone', which does not exist");
    assertThatThrownBy(
            () ->
                check(
                    new Nodes()
                        .add(NodeDef.newBuilder().setName("more").setOp("Placeholder"))
                        .answering("more")))
        .hasMessageContaining("the only input is 'images'");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "2, 0, 1", "2, 1, 0", "2, -1, 1", "2, 1, 1000000000", "49, 1, 1"})
  void shouldRefuseAWindowThatNoKernelExpects(long window, long stride, long dilation) {
    GraphDef graph =
        new Nodes()
            .weights("kernel", 1, window, window, 1, 1)
            .add(
                Nodes.node("layer", "Conv2D", "images", "kernel")
                    .putAttr("strides", Nodes.list(1, stride, stride, 1))
                    .putAttr("dilations", Nodes.list(1, dilation, dilation, 1))
                    .putAttr("padding", Nodes.text("VALID")))
            .answering("layer");

    assertThatThrownBy(() -> check(graph))
        .hasMessageContaining("the node 'layer' (Conv2D) cannot be computed for 1 faces");
  }

  @Test
  void shouldRefuseNotesForACompiler() {
    GraphDef graph =
        new Nodes()
            .add(
                Nodes.node("a", "Relu", "images")
                    .putAttr("_XlaMustCompile", AttrValue.newBuilder().setB(true).build()))
            .answering("a");

    assertThatThrownBy(() -> check(graph))
        .hasMessage("the node 'a' has the attribute '_XlaMustCompile'");
  }

  @Test
  void shouldBoundNumbersThatJoinThemselves() {
    // Given a vector that doubles sixty times
    Nodes nodes = new Nodes().numbers("v0", 1, 1).number("axis", 0);
    for (int i = 0; i < 60; i++) {
      nodes.operation("v" + (i + 1), "ConcatV2", "v" + i, "v" + i, "axis");
    }

    assertThatThrownBy(() -> check(nodes.answering("v60")))
        .hasMessageContaining("cannot be computed for 1 faces");
  }

  private static GraphCost check(GraphDef graph) {
    return GraphGate.check(SavedGraph.of(graph, "images", "logits"));
  }
}
