package io.moodstream.emotionclassifier.model;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A predictor with its input buffer, for one thread at a time. All faces go in as one tensor: a
 * batchifier that stacks single images costs 70 to 100 µs for each.
 */
final class Inference implements AutoCloseable {
  private final ByteBuffer input = InputBuffers.take();
  private final Predictor<List<Pixels>, float[]> predictor;

  Inference(Model model) {
    predictor = model.newPredictor(new Faces());
  }

  /** {@code [n, 7]}, row-major. */
  float[] logits(List<Pixels> faces) throws TranslateException {
    return predictor.predict(faces);
  }

  /** Once. */
  @Override
  public void close() {
    predictor.close();
    InputBuffers.giveBack(input);
  }

  private final class Faces implements NoBatchifyTranslator<List<Pixels>, float[]> {
    @Override
    public NDList processInput(TranslatorContext context, List<Pixels> faces) {
      input.clear();
      Preprocessing.write(faces, input.asFloatBuffer());
      input.limit(faces.size() * Pixels.COUNT * Float.BYTES);
      Shape shape = new Shape(faces.size(), Pixels.SIDE, Pixels.SIDE, 1);
      return new NDList(context.getNDManager().create(input, shape, DataType.FLOAT32));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList output) {
      NDArray logits = output.singletonOrThrow();
      long faces = input.limit() / (Pixels.COUNT * Float.BYTES);
      Shape expected = new Shape(faces, Expression.ALL.size());
      if (!logits.getShape().equals(expected)) {
        throw new IllegalStateException(
            "its output has the shape %s, not %s".formatted(logits.getShape(), expected));
      }
      return logits.toFloatArray();
    }
  }
}
