package io.moodstream.benchmarks;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * What this process holds.
 *
 * @param resident bytes in memory, of heap and native code alike
 * @param pointers bytes of native memory that JavaCPP's pointers own
 */
record ProcessMemory(long resident, long pointers) {
  private static final double MEGABYTE = 1 << 20;

  /** After the garbage collector has run. */
  static ProcessMemory now() {
    System.gc();
    return new ProcessMemory(Pointer.physicalBytes(), Pointer.totalBytes());
  }

  /** In words; JavaCPP's pointers are part of it. */
  String growth(ProcessMemory before, int swaps) {
    return String.format(
        Locale.ROOT,
        "%.2f MB (%.2f MB of them JavaCPP's)",
        (resident - before.resident) / MEGABYTE / swaps,
        (pointers - before.pointers) / MEGABYTE / swaps);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f MB", resident / MEGABYTE);
  }
}
