package io.moodstream.pipeline.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where this process keeps temporary files. With a data folder it is inside of that: it is emptied
 * at each start, so a process that was killed leaves nothing behind, and it works where the
 * system's temporary folder does not allow native code. {@code java.io.tmpdir} cannot be changed in
 * a process that runs.
 */
public final class TemporaryFolder {
  private static final AtomicReference<Path> CHOSEN =
      new AtomicReference<>(Path.of(System.getProperty("java.io.tmpdir")));

  private TemporaryFolder() {}

  /** For everything from now on. */
  public static void use(Path folder) {
    CHOSEN.set(folder);
  }

  /** Exists. */
  public static Path path() throws IOException {
    return Files.createDirectories(CHOSEN.get());
  }

  /** A new folder in it, which the caller deletes. */
  public static Path create(String prefix) throws IOException {
    return Files.createTempDirectory(path(), prefix);
  }
}
