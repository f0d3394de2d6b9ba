package io.moodstream.pipeline.process;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads native code (OpenCV, FFmpeg, TensorFlow), and explains to the user why it does not load.
 */
public final class NativeCode {
  private static final Pattern MISSING =
      Pattern.compile("(?<library>[^\\s:/]+): cannot open shared object file");
  private static final Pattern OLD_C_LIBRARY =
      Pattern.compile("version `(?<version>GLIBC_[0-9.]+)'");
  private static final Pattern NOEXEC =
      Pattern.compile("(?<file>/\\S+): failed to map segment from shared object");

  private NativeCode() {}

  /**
   * Initialises classes whose static initialiser loads native code, in their order. One thread at a
   * time in the whole process: JavaCPP's classes initialise each other from native code too, so
   * that two threads that load at once can wait for each other for ever. Must be called before
   * anything else touches those classes.
   *
   * @throws LinkageError if the code does not load; see {@link #explain}
   */
  public static synchronized void load(Class<?>... libraries) {
    for (Class<?> library : libraries) {
      try {
        Class.forName(library.getName(), true, library.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new LinkageError(library.getName(), e);
      }
    }
  }

  /** One line: what is missing, and what helps. */
  public static String explain(LinkageError problem) {
    String message = message(problem);
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      return ("native code cannot be loaded: this machine has no %s. Install the package that"
              + " contains it (Debian, Ubuntu: apt-file search %<s), or use the container image")
          .formatted(missing.group("library"));
    }
    Matcher noexec = NOEXEC.matcher(message);
    if (noexec.find()) {
      return ("native code cannot be loaded from %s: its file system is mounted noexec. Set"
              + " MOODSTREAM_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER to another folder")
          .formatted(noexec.group("file"));
    }
    Matcher old = OLD_C_LIBRARY.matcher(message);
    if (old.find()) {
      return ("native code cannot be loaded: it needs %s, and this system's C library is older."
              + " Use a newer system or the container image")
          .formatted(old.group("version"));
    }
    return "native code cannot be loaded: " + message;
  }

  /** The linker's own words are in the deepest cause, or in what a loader has suppressed. */
  private static String message(Throwable problem) {
    return linkerMessage(problem, new HashSet<>()).orElseGet(problem::toString).strip();
  }

  private static Optional<String> linkerMessage(Throwable problem, Set<Throwable> seen) {
    if (!seen.add(problem)) {
      return Optional.empty();
    }
    Optional<String> deeper =
        Optional.ofNullable(problem.getCause()).flatMap(cause -> linkerMessage(cause, seen));
    for (Throwable suppressed : problem.getSuppressed()) {
      deeper = deeper.or(() -> linkerMessage(suppressed, seen));
    }
    return deeper.or(
        () ->
            problem instanceof UnsatisfiedLinkError
                ? Optional.ofNullable(problem.getMessage())
                : Optional.empty());
  }
}
