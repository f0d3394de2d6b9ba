package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.frames.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The one place where a face becomes the network's input: {@code float32 [n, 48, 48, 1]}, gray /
 * 255. Training, evaluation and serving all come here, because a network that learns from gray /
 * 255 and is then shown 0 to 255 answers nonsense with confidence.
 */
public final class Preprocessing {
  /** White; divides a gray value into [0, 1]. */
  private static final float WHITE = 255f;

  private Preprocessing() {}

  /** Room for {@code faces} faces in the platform's byte order: 9,216 bytes each. */
  public static ByteBuffer allocate(int faces) {
    return ByteBuffer.allocateDirect(faces * Pixels.COUNT * Float.BYTES)
        .order(ByteOrder.nativeOrder());
  }

  /** Appends {@code face} at the buffer's position. */
  public static void write(Pixels face, FloatBuffer input) {
    for (int i = 0; i < Pixels.COUNT; i++) {
      input.put(face.at(i) / WHITE);
    }
  }

  /** Appends all {@code faces} at the buffer's position. */
  public static void write(List<Pixels> faces, FloatBuffer input) {
    for (Pixels face : faces) {
      write(face, input);
    }
  }

  /**
   * Appends gray values that augmentation has left between the whole numbers.
   *
   * @param grays row-major, 0 black to 255 white; one face or several
   */
  public static void write(float[] grays, FloatBuffer input) {
    for (float gray : grays) {
      input.put(gray / WHITE);
    }
  }
}
