package io.moodstream.emotionclassifier.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Puts a bundle's files on disk as one step. */
public final class BundleFolder {
  private BundleFolder() {}

  /**
   * Writes beside {@code folder}, opens what was written, then puts it in the old one's place.
   *
   * @param name that a refusal calls it by
   * @throws BundleException if the files are not a bundle; what stood at {@code folder} still does
   */
  static ModelBundle replace(Path folder, Map<String, byte[]> files, String name) {
    Path target = folder.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path made = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + "-");
      try {
        Path part = Files.createDirectory(made.resolve("new"));
        write(part, files);
        // Before anything is moved: a refusal leaves what stood there.
        var unused = ModelBundle.open(part, name);
        if (Files.exists(target)) {
          Files.move(target, made.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the model bundle %s: %s".formatted(folder, e), e);
    }
    return ModelBundle.open(folder);
  }

  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void write(Path folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!ModelBundle.FILE_NAME.matcher(file.getKey()).matches()) {
        throw new BundleException(
            folder.toString(),
            "'%s' is not a file of a bundle: saved_model.pb, model.json, reference.json and *.png are"
                .formatted(file.getKey()));
      }
      Files.write(folder.resolve(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
    }
  }
}
