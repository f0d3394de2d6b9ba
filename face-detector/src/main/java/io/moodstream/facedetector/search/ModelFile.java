package io.moodstream.facedetector.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A detector's file that the user names. */
final class ModelFile {
  private ModelFile() {}

  /**
   * @param what for the message: {@code "YuNet model"}
   * @throws IllegalArgumentException if it cannot be read
   */
  static byte[] read(String what, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("%s file %s does not exist".formatted(what, file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s file %s cannot be read: %s".formatted(what, file, e.getMessage()), e);
    }
  }
}
