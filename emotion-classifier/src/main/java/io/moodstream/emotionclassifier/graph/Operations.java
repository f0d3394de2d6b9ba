package io.moodstream.emotionclassifier.graph;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The operations that a network may use, each with the size of its result and the work it takes.
 * All are plain arithmetic: nothing here touches anything but its inputs, and how much it makes of
 * them is known before it runs.
 */
final class Operations {
  private static final Map<String, Function<GraphNode, Work>> ALL =
      Map.ofEntries(
          // Layers.
          Map.entry("Conv2D", LayerSizes::convolution),
          Map.entry("DepthwiseConv2dNative", LayerSizes::depthwise),
          Map.entry("MatMul", LayerSizes::product),
          Map.entry("MaxPool", LayerSizes::pooling),
          Map.entry("MaxPoolV2", LayerSizes::pooling),
          Map.entry("AvgPool", LayerSizes::pooling),
          Map.entry("BiasAdd", ArithmeticSizes::bias),
          Map.entry("FusedBatchNormV3", ArithmeticSizes::normalisation),
          // Activations.
          Map.entry("Relu", ArithmeticSizes::unary),
          Map.entry("Relu6", ArithmeticSizes::unary),
          Map.entry("LeakyRelu", ArithmeticSizes::unary),
          Map.entry("Elu", ArithmeticSizes::unary),
          Map.entry("Selu", ArithmeticSizes::unary),
          Map.entry("Sigmoid", ArithmeticSizes::unary),
          Map.entry("Tanh", ArithmeticSizes::unary),
          Map.entry("Softplus", ArithmeticSizes::unary),
          Map.entry("Softmax", ArithmeticSizes::softmax),
          Map.entry("LogSoftmax", ArithmeticSizes::softmax),
          // Element by element.
          Map.entry("Add", ArithmeticSizes::binary),
          Map.entry("AddV2", ArithmeticSizes::binary),
          Map.entry("AddN", ArithmeticSizes::sum),
          Map.entry("Sub", ArithmeticSizes::binary),
          Map.entry("Mul", ArithmeticSizes::binary),
          Map.entry("RealDiv", ArithmeticSizes::binary),
          Map.entry("Maximum", ArithmeticSizes::binary),
          Map.entry("Minimum", ArithmeticSizes::binary),
          Map.entry("SquaredDifference", ArithmeticSizes::binary),
          Map.entry("Neg", ArithmeticSizes::unary),
          Map.entry("Square", ArithmeticSizes::unary),
          Map.entry("Sqrt", ArithmeticSizes::unary),
          Map.entry("Rsqrt", ArithmeticSizes::unary),
          Map.entry("Exp", ArithmeticSizes::unary),
          Map.entry("Log", ArithmeticSizes::unary),
          // Over an axis.
          Map.entry("Mean", ArithmeticSizes::reduction),
          Map.entry("Sum", ArithmeticSizes::reduction),
          Map.entry("Max", ArithmeticSizes::reduction),
          // Shapes.
          Map.entry("Identity", ArithmeticSizes::identity),
          Map.entry("Reshape", ShapeSizes::reshape),
          Map.entry("Squeeze", ShapeSizes::squeeze),
          Map.entry("ExpandDims", ShapeSizes::expand),
          Map.entry("Transpose", ShapeSizes::transpose),
          Map.entry("ReverseV2", ShapeSizes::reverse),
          Map.entry("Shape", ShapeSizes::shape),
          Map.entry("StridedSlice", SliceSizes::of),
          Map.entry("Pack", ShapeSizes::pack),
          Map.entry("ConcatV2", ShapeSizes::concat),
          Map.entry("Pad", ShapeSizes::pad));

  private Operations() {}

  /** Empty if the operation is not allowed. */
  static Optional<Function<GraphNode, Work>> of(String operation) {
    return Optional.ofNullable(ALL.get(operation));
  }
}
