package io.moodstream.emotionclassifier.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The constants of a graph: weights, and whole numbers that shape tensors. */
final class Constants {
  private static final Set<DataType> TYPES = Set.of(DataType.DT_FLOAT, DataType.DT_INT32);

  private Constants() {}

  /**
   * By the shape: a constant may claim billions of numbers and bring one.
   *
   * @return how many values it has
   * @throws IllegalArgumentException if it has another type than float or int32, or more values
   *     than its shape, or one that is not finite
   */
  static long requireValid(NodeDef node) {
    TensorProto tensor = tensor(node);
    if (!TYPES.contains(tensor.getDtype())) {
      throw new IllegalArgumentException(
          "the constant '%s' is %s: only %s are allowed"
              .formatted(node.getName(), tensor.getDtype(), TYPES));
    }
    long values;
    try {
      values = size(tensor).values();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the constant '%s' is %s".formatted(node.getName(), e.getMessage()), e);
    }
    int content = tensor.getTensorContent().size();
    if (content > 0 && content != values * Float.BYTES) {
      throw new IllegalArgumentException(
          "the constant '%s' brings %,d bytes for %,d values"
              .formatted(node.getName(), content, values));
    }
    requireFinite(node, tensor);
    return values;
  }

  /** A valid constant. */
  static KnownTensor known(NodeDef node) {
    TensorProto tensor = tensor(node);
    TensorSize size = size(tensor);
    boolean small =
        tensor.getDtype() == DataType.DT_INT32 && size.values() <= KnownTensor.MAX_NUMBERS;
    return new KnownTensor(
        size, small ? Optional.of(numbers(tensor, (int) size.values())) : Optional.empty());
  }

  private static List<Long> numbers(TensorProto tensor, int count) {
    List<Long> numbers = new ArrayList<>();
    ByteBuffer bytes =
        tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (numbers.size() < count && bytes.remaining() >= Integer.BYTES) {
      numbers.add((long) bytes.getInt());
    }
    tensor.getIntValList().stream()
        .limit(count - numbers.size())
        .forEach(number -> numbers.add((long) number));
    // TensorFlow repeats the last one; without any it writes zeros.
    while (numbers.size() < count) {
      numbers.add(numbers.isEmpty() ? 0L : numbers.get(numbers.size() - 1));
    }
    return numbers;
  }

  private static TensorProto tensor(NodeDef node) {
    return node.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
  }

  private static TensorSize size(TensorProto tensor) {
    if (tensor.getTensorShape().getUnknownRank()) {
      throw new IllegalArgumentException("a constant of unknown shape");
    }
    return new TensorSize(
        tensor.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList());
  }

  private static void requireFinite(NodeDef node, TensorProto tensor) {
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
