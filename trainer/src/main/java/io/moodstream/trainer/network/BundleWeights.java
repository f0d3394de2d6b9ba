package io.moodstream.trainer.network;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.trainer.faces.TrainerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The weights of a network, out of the graph that serves: the constants are named after the
 * weights.
 */
public final class BundleWeights {
  private BundleWeights() {}

  /**
   * @throws TrainerException if the bundle holds another architecture
   */
  public static Map<String, Weight> read(Path bundle, Architecture architecture) {
    ModelBundle opened = ModelBundle.open(bundle);
    if (!opened.card().architecture().equals(architecture.label())) {
      throw new TrainerException(
          "%s is of the architecture '%s': it cannot start a network of '%s'"
              .formatted(bundle, opened.card().architecture(), architecture.label()));
    }
    Map<String, Weight> constants = new LinkedHashMap<>();
    for (NodeDef node : opened.graph().graph().getNodeList()) {
      if (node.getOp().equals("Const")) {
        InferenceLayers.weightName(node.getName())
            .ifPresent(
                name -> constants.put(name, weight(node.getAttrOrThrow("value").getTensor())));
      }
    }
    return InferenceLayers.unfolded(constants);
  }

  private static Weight weight(TensorProto tensor) {
    long[] dimensions =
        tensor.getTensorShape().getDimList().stream()
            .mapToLong(TensorShapeProto.Dim::getSize)
            .toArray();
    Shape shape = Shape.of(dimensions);
    float[] values = new float[Math.toIntExact(shape.size())];
    if (tensor.getTensorContent().isEmpty()) {
      // Short vectors and runs of one value are written out, the last value standing for the rest.
      for (int i = 0; i < values.length; i++) {
        values[i] =
            tensor.getFloatValCount() == 0
                ? 0
                : tensor.getFloatVal(Math.min(i, tensor.getFloatValCount() - 1));
      }
    } else {
      ByteBuffer.wrap(tensor.getTensorContent().toByteArray())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
    }
    return new Weight(shape, values);
  }
}
