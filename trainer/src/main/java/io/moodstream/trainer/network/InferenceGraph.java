package io.moodstream.trainer.network;

import io.moodstream.emotionclassifier.model.Preprocessing;
import io.moodstream.pipeline.frames.Pixels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * The network as it will serve, weights frozen: what is measured after each epoch and written to a
 * bundle.
 */
public final class InferenceGraph implements AutoCloseable {
  public static final String INPUT = "images";
  public static final String OUTPUT = "logits";
  private static final int BATCH = 64;

  private final Graph graph = new Graph();
  private final Session session;
  private final InferenceLayers.Size size;

  public InferenceGraph(Architecture architecture, Map<String, Weight> weights, int threads) {
    this(architecture, weights, threads, false);
  }

  /**
   * @param mirrorAverage the logits are the mean over the face and its mirror image: one call,
   *     twice the work
   */
  public InferenceGraph(
      Architecture architecture, Map<String, Weight> weights, int threads, boolean mirrorAverage) {
    Ops tf = Ops.create(graph);
    Operand<TFloat32> images =
        tf.withName(INPUT).placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 48, 48, 1)));
    InferenceLayers layers = new InferenceLayers(tf, weights);
    Operand<TFloat32> seen = mirrorAverage ? MirrorAverage.bothWays(tf, images) : images;
    Operand<TFloat32> logits = architecture.logits(layers, architecture.features(layers, seen));
    tf.withName(OUTPUT).identity(mirrorAverage ? MirrorAverage.mean(tf, logits) : logits);
    size = mirrorAverage ? layers.size().twice() : layers.size();
    session = new Session(graph, Precision.FP32.session(threads));
  }

  public GraphDef definition() {
    return graph.toGraphDef();
  }

  public InferenceLayers.Size size() {
    return size;
  }

  /** Logits in model order, one row of seven for each face. */
  public float[][] logits(List<Pixels> faces) {
    float[][] logits = new float[faces.size()][];
    for (int from = 0; from < faces.size(); from += BATCH) {
      List<Pixels> some = faces.subList(from, Math.min(faces.size(), from + BATCH));
      float[] flat = run(some);
      for (int i = 0; i < some.size(); i++) {
        logits[from + i] = Arrays.copyOfRange(flat, 7 * i, 7 * i + 7);
      }
    }
    return logits;
  }

  private float[] run(List<Pixels> faces) {
    ByteBuffer values = Preprocessing.allocate(faces.size());
    Preprocessing.write(faces, values.asFloatBuffer());
    try (TFloat32 images =
            TFloat32.tensorOf(
                Shape.of(faces.size(), 48, 48, 1), DataBuffers.of(values.asFloatBuffer()));
        Result result = session.runner().feed(INPUT, images).fetch(OUTPUT).run()) {
      return Variables.floats((TFloat32) result.get(0));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
