package io.moodstream.allinone.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Names the process that uses a folder: its id, and when it started, because systems assign an id
 * again. A file that cannot be parsed counts as absent.
 */
record PidFile(Path file) {
  /** Writes the whole file or nothing. */
  void write(ProcessHandle process) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.write(whole, List.of(Long.toString(process.pid()), start(process)));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A Java process with the id that the file names, if one runs. */
  Optional<ProcessHandle> running() throws IOException {
    return lines()
        .flatMap(lines -> ProcessHandle.of(Long.parseLong(lines.get(0))))
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().orElse("").contains("java"));
  }

  /** True if it is the very process that was written; after a change of the clock it is not. */
  boolean names(ProcessHandle process) throws IOException {
    return lines().filter(lines -> start(process).equals(lines.get(1))).isPresent();
  }

  private Optional<List<String>> lines() throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readString(file, ISO_8859_1).lines().toList();
    return lines.size() == 2 && lines.get(0).matches("\\d{1,18}")
        ? Optional.of(lines)
        : Optional.empty();
  }

  /** In milliseconds since the epoch; empty where the system does not report it. */
  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(at -> Long.toString(at.toEpochMilli())).orElse("-");
  }
}
