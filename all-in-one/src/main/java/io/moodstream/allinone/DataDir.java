package io.moodstream.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one process of moodstream keeps Kafka's data, the stages' state and its log.
 * Held by a lock, so that two processes never share one.
 */
final class DataDir implements AutoCloseable {
  private static final String OWNER = "rwx------";

  private final Path path;
  private final FileChannel channel;

  private DataDir(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * @throws Failure if the folder cannot be made or another process holds it
   */
  static DataDir open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      create(absolute);
      FileChannel channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new Failure(
            "%s is in use by another moodstream; stop it, or choose another --data-dir"
                .formatted(absolute));
      }
      return new DataDir(absolute, channel);
    } catch (IOException e) {
      throw new Failure("cannot use %s as --data-dir: %s".formatted(absolute, e), e);
    }
  }

  /** For the owner's eyes only, where the file system can say so: it tells of people. */
  private static void create(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER)));
    } else {
      Files.createDirectories(folder);
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
  Path path() {
    return path;
  }

  Path broker() {
    return broker(path);
  }

  /** Of a folder that another process may hold. */
  static Path broker(Path dataDir) {
    return dataDir.resolve("kafka");
  }

  Path state() {
    return path.resolve("state");
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
