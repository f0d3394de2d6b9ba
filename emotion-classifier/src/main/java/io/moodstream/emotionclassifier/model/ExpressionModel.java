package io.moodstream.emotionclassifier.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.translate.TranslateException;
import io.moodstream.emotionclassifier.graph.GraphGate;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * A loaded model: faces to probabilities. Any number of threads may predict at once; {@link #close}
 * waits for those inside, because freeing the native network under a running inference kills the
 * process.
 */
public final class ExpressionModel implements AutoCloseable {
  /** Faces in one inference call at most. */
  static final int MAX_BATCH = GraphGate.MAX_BATCH;

  /** Faces of the calls at load: what most frames have, and the largest. */
  private static final List<Integer> BATCHES = List.of(2, 3, 4, 8, MAX_BATCH);

  private static final float TOLERANCE = 1e-4f;

  private final ModelCard card;
  private final Model model;
  private final Queue<Inference> idle = new ConcurrentLinkedQueue<>();

  /** Read to predict, written to close. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  private ExpressionModel(ModelCard card, Model model) {
    this.card = card;
    this.model = model;
  }

  /**
   * Loads TensorFlow, which takes seconds; otherwise the first model that is loaded does.
   *
   * @throws LinkageError if it does not load
   */
  public static void prepare() {
    TensorFlow.engine();
  }

  /**
   * Loads the network and lets it predict the bundle's reference faces.
   *
   * @throws BundleException if the graph holds more than arithmetic, TensorFlow cannot load it, or
   *     it does not answer as it did where it was made (each probability within 1e-4, the same top
   *     expression)
   */
  public static ExpressionModel load(ModelBundle bundle) {
    String name = bundle.folder().toString();
    // This MUST happen before TensorFlow sees the graph.
    requireHarmless(bundle, name);
    Model network = Model.newInstance(bundle.card().name(), Device.cpu(), TensorFlow.engine());
    var model = new ExpressionModel(bundle.card(), network);
    try {
      network.load(bundle.folder(), null, Map.of());
      model.requireReference(bundle.reference(), name);
      return model;
    } catch (IOException | MalformedModelException e) {
      model.close();
      throw new BundleException(name, "TensorFlow cannot load it: " + e.getMessage(), e);
    } catch (BundleException e) {
      model.close();
      throw e;
    } catch (RuntimeException e) {
      model.close();
      throw new BundleException(name, "it does not run: " + rootMessage(e), e);
    }
  }

  public ModelCard card() {
    return card;
  }

  /**
   * One inference call for up to 64 faces.
   *
   * @return in the order of {@code faces}
   * @throws IllegalStateException after {@link #close}
   */
  public List<Probabilities> predict(List<Pixels> faces) {
    life.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model %s is closed".formatted(card.name()));
      }
      List<Probabilities> predicted = new ArrayList<>(faces.size());
      for (int from = 0; from < faces.size(); from += MAX_BATCH) {
        List<Pixels> some = faces.subList(from, Math.min(faces.size(), from + MAX_BATCH));
        float[] logits = logits(some);
        for (int face = 0; face < some.size(); face++) {
          predicted.add(Softmax.of(logits, face, card.temperature()));
        }
      }
      return predicted;
    } finally {
      life.readLock().unlock();
    }
  }

  /** Returns when the last {@link #predict} has. Idempotent. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        idle.forEach(Inference::close);
        model.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  private float[] logits(List<Pixels> faces) {
    Inference own = idle.poll();
    Inference inference = own == null ? new Inference(model) : own;
    try {
      return inference.logits(faces);
    } catch (TranslateException e) {
      throw new IllegalStateException(
          "the model %s failed: %s".formatted(card.name(), rootMessage(e)), e);
    } finally {
      idle.add(inference);
    }
  }

  /**
   * Computes what the graph takes; nothing runs.
   *
   * @throws BundleException if it must not run
   */
  static void requireHarmless(ModelBundle bundle, String name) {
    try {
      var unused = GraphGate.check(bundle.graph());
    } catch (IllegalArgumentException e) {
      throw new BundleException(name, ModelBundle.GRAPH + ": " + e.getMessage(), e);
    }
  }

  /**
   * A graph may be made for one number of faces, or let one face change another's answer. Faces of
   * the reference fill batches of every size, and those that no reference holds only have to give
   * numbers. Warms up as well: the first call with another number of faces takes longer.
   */
  private void requireReference(Reference reference, String bundle) {
    int known = reference.examples().size();
    for (int example = 0; example < known; example++) {
      requireReference(reference, example, 1, bundle);
    }
    for (int faces : BATCHES) {
      requireReference(reference, 0, faces, bundle);
    }
    var unused = predict(extremes());
  }

  /** With {@code faces} faces of the reference, from {@code first} on and again from its start. */
  private void requireReference(Reference reference, int first, int faces, String bundle) {
    List<Reference.Example> examples =
        IntStream.range(first, first + faces)
            .mapToObj(i -> reference.examples().get(i % reference.examples().size()))
            .toList();
    List<Probabilities> predicted =
        predict(examples.stream().map(Reference.Example::pixels).toList());
    for (int i = 0; i < faces; i++) {
      Probabilities expected = examples.get(i).probabilities();
      Probabilities actual = predicted.get(i);
      float difference = difference(expected, actual);
      if (difference > TOLERANCE || expected.top() != actual.top()) {
        throw new BundleException(
            bundle,
            "self-test failed: face %d of %s was %s, is %s here among %d (largest difference %.6f)"
                .formatted(
                    (first + i) % reference.examples().size(),
                    ModelBundle.REFERENCE,
                    expected,
                    actual,
                    faces,
                    difference));
      }
    }
  }

  /** Black, white, and every other pixel white. */
  private static List<Pixels> extremes() {
    byte[] white = new byte[Pixels.COUNT];
    Arrays.fill(white, (byte) 255);
    byte[] checkered = new byte[Pixels.COUNT];
    for (int i = 0; i < Pixels.COUNT; i += 2) {
      checkered[i] = (byte) 255;
    }
    return List.of(new Pixels(new byte[Pixels.COUNT]), new Pixels(white), new Pixels(checkered));
  }

  private static float difference(Probabilities expected, Probabilities actual) {
    float largest = 0;
    for (int i = 0; i < expected.values().length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i] - actual.values()[i]));
    }
    return largest;
  }

  /** Its first line: TensorFlow adds where in its graph. */
  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
