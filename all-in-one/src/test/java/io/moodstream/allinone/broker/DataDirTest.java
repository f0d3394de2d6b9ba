package io.moodstream.allinone.broker;

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

  @Test
  void shouldTakeTheRightsOfOthersAway(@TempDir Path folder) throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path path = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (DataDir opened = DataDir.open(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(opened.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void shouldRemoveWhatAKilledProcessLeftInItsTemporaryFolder(@TempDir Path folder)
      throws IOException {
    Path left = Files.createDirectories(folder.resolve("tmp/moodstream-publish-1/upload"));
    Files.writeString(left.resolve("saved_model.pb"), "x");

    try (DataDir opened = DataDir.open(folder)) {
      assertThat(opened.temporary()).isEmptyDirectory();
    }
  }
}
