package io.moodstream.trainer.service;

import io.moodstream.trainer.faces.TrainerException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * The folder below which requests name their data. A request comes over the network: a client that
 * can reach the topic must not be able to read any other folder of this machine, nor learn what is
 * there.
 */
record DataRoot(Path folder) {
  DataRoot {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * @param name relative to the folder, or absolute and within it
   * @throws TrainerException if it leads out of the folder, by {@code ..}, by a link or by a link
   *     that is in it, or does not exist
   */
  Path resolve(String name) {
    Path named = path(name);
    if (!named.startsWith(folder)) {
      throw outside(name);
    }
    Path real;
    try {
      real = named.toRealPath();
      requireWithin(real, name);
    } catch (IOException e) {
      throw new TrainerException(
          "'%s': there is no such file or folder in the trainer's data folder".formatted(name), e);
    }
    return real;
  }

  /** Data are read through links: every one of them has to end in this folder. */
  private void requireWithin(Path data, String name) throws IOException {
    Path root = folder.toRealPath();
    Files.walkFileTree(
        data,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            return check(path);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            return check(path);
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            return check(path);
          }

          private FileVisitResult check(Path path) throws IOException {
            boolean followed = path.equals(data) || Files.isSymbolicLink(path);
            if (followed && Files.exists(path) && !path.toRealPath().startsWith(root)) {
              throw outside(name);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Path path(String name) {
    try {
      return folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new TrainerException("'%s' is not a path".formatted(name), e);
    }
  }

  private static TrainerException outside(String name) {
    return new TrainerException("'%s' is not within the trainer's data folder".formatted(name));
  }
}
