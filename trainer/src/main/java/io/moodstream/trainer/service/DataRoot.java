package io.moodstream.trainer.service;

import io.moodstream.trainer.TrainerException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder below which requests name their data. A request comes over the network: whoever can
 * reach the topic must not be able to read any other folder of this machine, nor learn what is
 * there.
 */
record DataRoot(Path folder) {
  DataRoot {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * @param name relative to the folder, or absolute and within it
   * @throws TrainerException if it leads out of the folder, by {@code ..} or by a link, or does not
   *     exist
   */
  Path resolve(String name) {
    Path named = path(name);
    if (!named.startsWith(folder)) {
      throw outside(name);
    }
    Path real;
    try {
      real = named.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw outside(name);
      }
    } catch (IOException e) {
      throw new TrainerException(
          "'%s': there is no such file or folder in the trainer's data folder".formatted(name), e);
    }
    return real;
  }

  private Path path(String name) {
    try {
      return folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new TrainerException("'%s' is no path".formatted(name), e);
    }
  }

  private static TrainerException outside(String name) {
    return new TrainerException("'%s' is not within the trainer's data folder".formatted(name));
  }
}
