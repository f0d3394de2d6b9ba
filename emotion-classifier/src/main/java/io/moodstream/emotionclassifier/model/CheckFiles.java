package io.moodstream.emotionclassifier.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * What a {@link BundleCheck} and its child process share.
 *
 * @param folder of one check
 */
record CheckFiles(Path folder) {
  /** Written by the child process as its last step. */
  Path report() {
    return folder.resolve("report.json");
  }

  /** Standard output and error of the child process. */
  Path output() {
    return folder.resolve("output.txt");
  }

  /** Where Java describes a crash of native code. */
  Path crash() {
    return folder.resolve("crash.txt");
  }

  /** By the child process, once TensorFlow is ready. */
  void noteStart() throws IOException {
    Files.writeString(started(), "");
  }

  boolean startedBefore(Instant limit) throws IOException {
    return Files.exists(started())
        && Files.getLastModifiedTime(started()).toInstant().isBefore(limit);
  }

  /** Whole or not at all. */
  void write(BundleCheck.Report report) throws IOException {
    Path part = folder.resolve("report.part");
    Files.write(part, BundleJson.write(report));
    Files.move(part, report(), StandardCopyOption.ATOMIC_MOVE);
  }

  String lastOutput() throws IOException {
    return Files.readString(output(), ISO_8859_1)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((earlier, later) -> later)
        .orElse("no output");
  }

  private Path started() {
    return folder.resolve("started");
  }
}
