package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
  @Test
  void shouldBeForItsOwnerOnly(@TempDir Path folder) throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path path = folder.resolve("data");

    try (DataDir opened = DataDir.open(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(opened.path())))
          .isEqualTo("rwx------");
    }
  }
}
