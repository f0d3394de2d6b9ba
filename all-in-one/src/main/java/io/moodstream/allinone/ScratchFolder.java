package io.moodstream.allinone;

import io.moodstream.pipeline.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A temporary folder that goes with all it holds when it is closed. */
public record ScratchFolder(Path path) implements AutoCloseable {
  public static ScratchFolder create() {
    try {
      return new ScratchFolder(TemporaryFolder.create("moodstream-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      FolderTree.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
