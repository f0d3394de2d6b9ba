package io.moodstream.facedetector.search;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/** Frees, at its end, all native memory that a piece of work has allocated on its thread. */
public final class NativeScope {
  static {
    OpenCv.load();
  }

  private NativeScope() {}

  @SuppressWarnings("try") // A scope is not spoken to; it only has to end.
  public static <T> T within(Supplier<T> work) {
    try (var scope = new PointerScope()) {
      return work.get();
    }
  }
}
