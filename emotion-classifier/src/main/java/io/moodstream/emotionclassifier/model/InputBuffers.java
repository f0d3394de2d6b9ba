package io.moodstream.emotionclassifier.model;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory for faces, used again when a model is closed: a buffer that is only dropped stays
 * until the collector happens to find it, and a swap of models would grow the process by 590 KB.
 */
final class InputBuffers {
  private static final Queue<ByteBuffer> FREE = new ConcurrentLinkedQueue<>();

  private InputBuffers() {}

  static ByteBuffer take() {
    return Optional.ofNullable(FREE.poll())
        .orElseGet(() -> Preprocessing.allocate(ExpressionModel.MAX_BATCH));
  }

  /** The caller must not touch it again. */
  static void giveBack(ByteBuffer buffer) {
    FREE.add(buffer);
  }
}
