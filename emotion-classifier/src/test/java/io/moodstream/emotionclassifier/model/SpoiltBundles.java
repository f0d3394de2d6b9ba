package io.moodstream.emotionclassifier.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

/** Zips of a bundle that was whole until something was done to it. Cards and hashes still fit. */
public final class SpoiltBundles {
  private final Path temp;
  private final SortedMap<String, byte[]> files;

  /**
   * @param temp for the bundle that they are made of
   */
  public SpoiltBundles(Path temp) {
    this.temp = temp;
    files = TinyModel.bundle(temp.resolve("whole"), 7).files();
  }

  public byte[] truncated() {
    byte[] zip = BundleZip.of(files);
    return Arrays.copyOf(zip, zip.length / 2);
  }

  public byte[] flippedInTheZip() {
    byte[] zip = BundleZip.of(files);
    // In the middle of the first picture: 30 bytes of header and its name come before.
    zip[30 + "confusion.png".length() + 2] ^= 1;
    return zip;
  }

  public byte[] flippedInTheGraph() {
    byte[] graph = files.get(ModelBundle.GRAPH).clone();
    graph[graph.length / 2] ^= 1;
    return zip(ModelBundle.GRAPH, graph);
  }

  public byte[] ofAnotherShape() throws InvalidProtocolBufferException {
    SavedModel.Builder model = SavedModel.parseFrom(files.get(ModelBundle.GRAPH)).toBuilder();
    SignatureDef signature = model.getMetaGraphs(0).getSignatureDefOrThrow("serving_default");
    TensorInfo.Builder input = signature.getInputsOrThrow("images").toBuilder();
    input.getTensorShapeBuilder().getDimBuilder(1).setSize(64);
    model
        .getMetaGraphsBuilder(0)
        .putSignatureDef(
            "serving_default", signature.toBuilder().putInputs("images", input.build()).build());
    return withGraph(model.build().toByteArray());
  }

  public byte[] withPermutedLabels() {
    String card = new String(files.get(ModelBundle.CARD), UTF_8);
    return zip(
        ModelBundle.CARD,
        card.replaceFirst("\"angry\", \"disgust\"", "\"disgust\", \"angry\"").getBytes(UTF_8));
  }

  /** Whole but for a node that reads the file at {@code path}. */
  public byte[] readingAFile(Path path) throws InvalidProtocolBufferException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      tf.withName("spy").io.readFile(tf.withName("path").constant(path.toString()));
      return withNodes(graph.toGraphDef().getNodeList());
    }
  }

  public byte[] withWeightsThatAreNoNumbers() throws InvalidProtocolBufferException {
    ByteBuffer number = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    number.putFloat(Float.NaN).flip();
    SavedModel.Builder model = SavedModel.parseFrom(files.get(ModelBundle.GRAPH)).toBuilder();
    GraphDef.Builder graph = model.getMetaGraphsBuilder(0).getGraphDefBuilder();
    NodeDef.Builder weights =
        graph.getNodeBuilderList().stream()
            .filter(node -> node.getOp().equals("Const"))
            .findFirst()
            .orElseThrow();
    TensorProto tensor = weights.getAttrOrThrow("value").getTensor();
    ByteString content =
        ByteString.copyFrom(number).concat(tensor.getTensorContent().substring(Float.BYTES));
    weights.putAttr(
        "value",
        AttrValue.newBuilder().setTensor(tensor.toBuilder().setTensorContent(content)).build());
    return withGraph(model.build().toByteArray());
  }

  public byte[] escaping() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
      zip.putNextEntry(new ZipEntry("../../evil.png"));
      zip.write(1);
    }
    return bytes.toByteArray();
  }

  public byte[] oversized() {
    return new byte[BundleZip.MAX_BYTES + 1];
  }

  /** Made elsewhere: it does not predict as its reference states. */
  public byte[] withAnotherReference() {
    byte[] reference =
        TinyModel.bundle(temp.resolve("other"), 8).files().get(ModelBundle.REFERENCE);
    return zip(ModelBundle.REFERENCE, reference);
  }

  private byte[] withNodes(Iterable<NodeDef> nodes) throws InvalidProtocolBufferException {
    SavedModel.Builder model = SavedModel.parseFrom(files.get(ModelBundle.GRAPH)).toBuilder();
    model.getMetaGraphsBuilder(0).getGraphDefBuilder().addAllNode(nodes);
    return withGraph(model.build().toByteArray());
  }

  /** The card names the new graph. */
  private byte[] withGraph(byte[] graph) {
    String card = new String(files.get(ModelBundle.CARD), UTF_8);
    String before = Sha256.hex(files.get(ModelBundle.GRAPH));
    files.put(ModelBundle.CARD, card.replace(before, Sha256.hex(graph)).getBytes(UTF_8));
    return zip(ModelBundle.GRAPH, graph);
  }

  private byte[] zip(String name, byte[] content) {
    files.put(name, content);
    return BundleZip.of(files);
  }
}
