package io.moodstream.cameraproducer.source;

import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;

/** An open source: pictures, one after another, at the source's own pace. Used by one thread. */
public interface FrameSource extends AutoCloseable {
  /**
   * Waits for the next picture.
   *
   * @return false when there is none any more, ever: {@link #ending} states why
   * @throws IOException if the source failed or fell silent; the message is one line for the user
   */
  boolean advance() throws IOException, InterruptedException;

  /**
   * The picture that {@link #advance} arrived at.
   *
   * @throws IOException if it cannot be decoded
   */
  Jpeg jpeg() throws IOException;

  /** Pictures that had to be left out so far, because they were damaged. */
  default long damaged() {
    return 0;
  }

  /**
   * Whether it ends by itself and waits for its reader: each of its pictures counts, and none needs
   * to be left out to keep up with a clock.
   */
  default boolean isFinite() {
    return false;
  }

  /** Why there is no further picture: {@code end of file}. */
  default String ending() {
    return "end";
  }

  @Override
  void close();
}
