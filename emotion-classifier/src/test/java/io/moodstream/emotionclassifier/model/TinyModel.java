package io.moodstream.emotionclassifier.model;

import io.moodstream.emotionclassifier.graph.SavedGraph;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** A real network of a few thousand random weights, built and run by TensorFlow-Java. */
public final class TinyModel implements AutoCloseable {
  public static final double TEMPERATURE = 1.5;
  private static final String INPUT = "images";
  private static final String OUTPUT = "logits";

  private final Graph graph = new Graph();
  private final Session session;

  /** What is wrong with a model. */
  public enum Flaw {
    NONE,
    /** Some hundred times the work for each face. */
    SLOW,
    /** Fails unless it is given as many faces as the reference has. */
    THREE_FACES_ONLY,
    /** Gives no number for {@code face(3)}, which is not in the reference. */
    NOT_FACE_THREE
  }

  /**
   * @param seed other seeds predict otherwise
   */
  public TinyModel(long seed) {
    this(seed, Flaw.NONE);
  }

  public TinyModel(long seed, Flaw flaw) {
    Random random = new Random(seed);
    Ops tf = Ops.create(graph);
    Operand<TFloat32> images =
        tf.withName(INPUT).placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 48, 48, 1)));
    Operand<TFloat32> kernel = weights(tf, random, 1, Shape.of(3, 3, 1, 4));
    Operand<TFloat32> convolved =
        tf.nn.relu(
            tf.nn.conv2d(
                flaw == Flaw.SLOW ? slowly(tf, random, images) : images,
                kernel,
                List.of(1L, 4L, 4L, 1L),
                "VALID"));
    Operand<TFloat32> flat = tf.reshape(convolved, tf.constant(new int[] {-1, 12 * 12 * 4}));
    Operand<TFloat32> dense =
        tf.linalg.matMul(flat, weights(tf, random, 0.2, Shape.of(12 * 12 * 4, 7)));
    tf.withName(OUTPUT).identity(flawed(tf, random, images, dense, flaw));
    session = new Session(graph);
  }

  public GraphDef definition() {
    return graph.toGraphDef();
  }

  /** Seven for each face, as TensorFlow-Java computes them. */
  public float[] logits(List<Pixels> faces) {
    FloatBuffer values = FloatBuffer.allocate(faces.size() * Pixels.COUNT);
    Preprocessing.write(faces, values);
    try (TFloat32 images =
            TFloat32.tensorOf(Shape.of(faces.size(), 48, 48, 1), DataBuffers.of(values.array()));
        Result result = session.runner().feed(INPUT, images).fetch(OUTPUT).run()) {
      float[] logits = new float[faces.size() * Expression.ALL.size()];
      ((TFloat32) result.get(0)).copyTo(DataBuffers.of(logits, false, false));
      return logits;
    }
  }

  public SavedGraph saved() {
    return SavedGraph.of(definition(), INPUT, OUTPUT);
  }

  public Reference reference() {
    List<Pixels> faces = IntStream.range(0, 3).mapToObj(TinyModel::face).toList();
    float[] logits = logits(faces);
    List<Reference.Example> examples = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      examples.add(new Reference.Example(faces.get(i), Softmax.of(logits, i, TEMPERATURE)));
    }
    return new Reference(examples);
  }

  public static ModelCard card(SavedGraph graph) {
    var classes =
        Expression.labels().stream()
            .map(label -> new ModelCard.ClassMetrics(label, 0.5, 0.25))
            .toList();
    return new ModelCard(
        "tiny",
        "tiny",
        Expression.labels(),
        4068,
        25_000,
        new ModelCard.TrainingData("random numbers", 0, 0, "none", List.of()),
        new ModelCard.Metrics(
            0.14,
            0.1,
            classes,
            Collections.nCopies(7, Collections.nCopies(7, 1)),
            0.3,
            0.1,
            Map.of()),
        TEMPERATURE,
        Sha256.hex(graph.bytes()),
        Instant.parse("2026-01-02T03:04:05Z"),
        "none",
        "none");
  }

  /** A bundle at {@code folder} of a model with this seed. */
  public static ModelBundle bundle(Path folder, long seed) {
    return bundle(folder, seed, Flaw.NONE);
  }

  public static ModelBundle bundle(Path folder, long seed, Flaw flaw) {
    try (TinyModel model = new TinyModel(seed, flaw)) {
      return ModelBundle.write(
          folder,
          model.saved(),
          card(model.saved()),
          model.reference(),
          Map.of("confusion.png", new byte[] {1, 2, 3}));
    }
  }

  /** Noise, the same for the same seed. */
  public static Pixels face(long seed) {
    byte[] values = new byte[Pixels.COUNT];
    new Random(seed).nextBytes(values);
    return new Pixels(values);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private static Operand<TFloat32> flawed(
      Ops tf, Random random, Operand<TFloat32> images, Operand<TFloat32> dense, Flaw flaw) {
    return switch (flaw) {
      case NONE, SLOW -> dense;
      case THREE_FACES_ONLY -> tf.math.add(dense, weights(tf, random, 1, Shape.of(3, 7)));
      case NOT_FACE_THREE -> {
        // The logarithm of what is negative near that face's first pixel, times nothing.
        Operand<TFloat32> corner =
            tf.reshape(
                tf.stridedSlice(
                    images,
                    tf.constant(new int[] {0, 0, 0, 0}),
                    tf.constant(new int[] {0, 1, 1, 1}),
                    tf.constant(new int[] {1, 1, 1, 1}),
                    StridedSlice.beginMask(1L),
                    StridedSlice.endMask(1L)),
                tf.constant(new int[] {-1, 1}));
        Operand<TFloat32> distance =
            tf.math.squaredDifference(corner, tf.constant(face(3).at(0) / 255f));
        Operand<TFloat32> none = tf.math.log(tf.math.sub(distance, tf.constant(1e-6f)));
        yield tf.math.add(dense, tf.math.mul(none, tf.constant(0f)));
      }
    };
  }

  private static Operand<TFloat32> slowly(Ops tf, Random random, Operand<TFloat32> images) {
    List<Long> everywhere = List.of(1L, 1L, 1L, 1L);
    Operand<TFloat32> wide =
        tf.nn.conv2d(images, weights(tf, random, 0.2, Shape.of(5, 5, 1, 32)), everywhere, "SAME");
    for (int layer = 0; layer < 2; layer++) {
      wide =
          tf.nn.conv2d(wide, weights(tf, random, 0.03, Shape.of(5, 5, 32, 32)), everywhere, "SAME");
    }
    return tf.nn.conv2d(wide, weights(tf, random, 0.03, Shape.of(5, 5, 32, 1)), everywhere, "SAME");
  }

  private static Operand<TFloat32> weights(Ops tf, Random random, double spread, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * spread);
    }
    return tf.constant(shape, DataBuffers.of(values));
  }
}
