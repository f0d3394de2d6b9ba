package io.moodstream.emotionclassifier.graph;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A frozen network as TensorFlow's SavedModel holds it: {@code saved_model.pb} of a bundle. One
 * input, {@code float32 [n, 48, 48, 1]}; one output, logits {@code float32 [n, 7]}.
 */
public final class SavedGraph {
  private static final String TAG = "serve";
  private static final String SIGNATURE = "serving_default";
  private static final String METHOD = "tensorflow/serving/predict";
  private static final List<Long> INPUT_SHAPE =
      List.of(-1L, (long) Pixels.SIDE, (long) Pixels.SIDE, 1L);
  private static final List<Long> OUTPUT_SHAPE = List.of(-1L, (long) Expression.ALL.size());

  private final byte[] bytes;
  private final GraphDef graph;
  private final String input;
  private final String output;

  private SavedGraph(byte[] bytes, GraphDef graph, String input, String output) {
    this.bytes = bytes;
    this.graph = graph;
    this.input = input;
    this.output = output;
  }

  /**
   * @param graph weights are constants
   * @param input name of the placeholder: {@code images}
   * @param output name of the operation whose first output are the logits: {@code logits}
   */
  public static SavedGraph of(GraphDef graph, String input, String output) {
    SignatureDef signature =
        SignatureDef.newBuilder()
            .setMethodName(METHOD)
            .putInputs("images", tensor(input, INPUT_SHAPE))
            .putOutputs("logits", tensor(output, OUTPUT_SHAPE))
            .build();
    MetaGraphDef meta =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags(TAG))
            .setGraphDef(graph)
            .putSignatureDef(SIGNATURE, signature)
            .build();
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
    return new SavedGraph(deterministic(model), graph, input, output);
  }

  /** Maps in the order of their keys, so that the same network has the same SHA-256. */
  private static byte[] deterministic(SavedModel model) {
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      model.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("an array is long enough", e);
    }
    return bytes;
  }

  /**
   * @throws IllegalArgumentException if this is not such a network; the message states what it is
   */
  public static SavedGraph parse(byte[] bytes) {
    SavedModel model;
    try {
      model = SavedModel.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a TensorFlow SavedModel: " + e.getMessage(), e);
    }
    if (model.getMetaGraphsCount() != 1) {
      throw new IllegalArgumentException(
          "holds %d graphs, not 1".formatted(model.getMetaGraphsCount()));
    }
    MetaGraphDef meta = model.getMetaGraphs(0);
    if (!meta.getMetaInfoDef().getTagsList().contains(TAG)) {
      throw new IllegalArgumentException("the graph has no tag '%s'".formatted(TAG));
    }
    SignatureDef signature = meta.getSignatureDefMap().get(SIGNATURE);
    if (signature == null) {
      throw new IllegalArgumentException("the signature '%s' is missing".formatted(SIGNATURE));
    }
    requireNothingElse(meta);
    return new SavedGraph(
        bytes.clone(),
        meta.getGraphDef(),
        only("input", signature.getInputsMap(), INPUT_SHAPE),
        only("output", signature.getOutputsMap(), OUTPUT_SHAPE));
  }

  public GraphDef graph() {
    return graph;
  }

  /** Name of the node that receives the faces. */
  String input() {
    return input;
  }

  /** Name of the node whose first output are the logits. */
  String output() {
    return output;
  }

  /** A copy: the file's content. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** TensorFlow runs or reads some of these while it loads. */
  private static void requireNothingElse(MetaGraphDef meta) {
    if (meta.getSignatureDefCount() > 1
        || meta.getAssetFileDefCount() > 0
        || meta.getCollectionDefCount() > 0
        || meta.hasSaverDef()) {
      throw new IllegalArgumentException(
          "the graph has further signatures, assets, collections or a saver: freeze it for"
              + " inference");
    }
  }

  /** The name of the node behind the signature's only input or output. */
  private static String only(
      String what, Map<String, TensorInfo> tensors, List<Long> expectedShape) {
    if (tensors.size() != 1) {
      throw new IllegalArgumentException(
          "the signature has %d %ss, not 1: %s".formatted(tensors.size(), what, tensors.keySet()));
    }
    TensorInfo tensor = tensors.values().iterator().next();
    List<Long> shape =
        tensor.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
    if (tensor.getDtype() != DataType.DT_FLOAT || !shape.equals(expectedShape)) {
      throw new IllegalArgumentException(
          "the %s is %s %s, not DT_FLOAT %s"
              .formatted(what, tensor.getDtype(), shape, expectedShape));
    }
    if (!tensor.getName().endsWith(":0")) {
      throw new IllegalArgumentException(
          "the %s is '%s', not the first output of a node".formatted(what, tensor.getName()));
    }
    return tensor.getName().substring(0, tensor.getName().length() - ":0".length());
  }

  private static TensorInfo tensor(String operation, List<Long> shape) {
    var dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(operation + ":0")
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(dimensions)
        .build();
  }
}
