package io.moodstream.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises that a disk is full, however the failure is worded or wrapped. */
public final class DiskFull {
  private static final Pattern WORDS =
      Pattern.compile("No space left on device|not enough space on the disk|Disk quota exceeded");

  /** A broker cannot write its log below this many bytes. */
  private static final long LEAST = 1 << 20;

  private DiskFull() {}

  public static boolean isNamedIn(String text) {
    return WORDS.matcher(text).find();
  }

  /** Also in a cause. */
  public static boolean causes(Throwable problem) {
    return isNamedIn(String.valueOf(problem.getMessage()))
        || Optional.ofNullable(problem.getCause()).map(DiskFull::causes).orElse(false);
  }

  public static String message(Path folder) {
    return "the disk is full: no space is left for %s".formatted(folder);
  }

  public static Failure failure(Path folder) {
    return new Failure(message(folder));
  }

  /** True if nothing can be written to the disk that holds this folder. */
  public static boolean isAt(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < LEAST;
    } catch (IOException e) {
      return false;
    }
  }
}
