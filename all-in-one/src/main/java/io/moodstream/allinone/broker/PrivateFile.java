package io.moodstream.allinone.broker;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;

/** Files and folders that only their owner may open, where the file system has such rights. */
final class PrivateFile {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /** Creates the folder, and takes the rights of others away if it exists. */
  static void createFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      Files.setPosixFilePermissions(folder, FOLDER);
    } else {
      Files.createDirectories(folder);
    }
  }

  /** Writes the whole file or nothing; it is never readable by others, not even for a moment. */
  static void write(Path file, String content) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(whole, isPosix(file) ? attribute() : new FileAttribute<?>[0]);
    Files.writeString(whole, content);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static void write(Path file, Properties properties, String comment) throws IOException {
    var text = new StringWriter();
    properties.store(text, comment);
    write(file, text.toString());
  }

  private static FileAttribute<?>[] attribute() {
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)};
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
