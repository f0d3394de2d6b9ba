package io.moodstream.allinone.broker;

import io.moodstream.allinone.DiskFull;
import io.moodstream.allinone.Failure;
import io.moodstream.allinone.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one process of moodstream keeps Kafka's data, the stages' state and its log.
 * Held by a lock, so that two processes never share one; only its owner may open it, because its
 * content is about people.
 */
public final class DataDir implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataDir(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * @throws Failure if the folder cannot be made or another process holds it
   */
  public static DataDir open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      PrivateFile.createFolder(absolute);
      FileChannel channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new Failure(
            "%s is in use by another moodstream; stop it, or choose another --data-dir"
                .formatted(absolute));
      }
      var opened = new DataDir(absolute, channel);
      FolderTree.delete(opened.temporary());
      PrivateFile.createFolder(opened.temporary());
      return opened;
    } catch (IOException e) {
      if (DiskFull.causes(e)) {
        throw DiskFull.failure(absolute);
      }
      throw new Failure("cannot use %s as --data-dir: %s".formatted(absolute, e), e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  public Path broker() {
    return broker(path);
  }

  /** Of a folder that another process may hold. */
  public static Path broker(Path dataDir) {
    return dataDir.resolve("kafka");
  }

  public Path state() {
    return path.resolve("state");
  }

  /** For temporary files; emptied when the folder is opened. */
  public Path temporary() {
    return path.resolve("tmp");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
