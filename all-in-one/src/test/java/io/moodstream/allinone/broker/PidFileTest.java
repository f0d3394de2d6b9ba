package io.moodstream.allinone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
  @TempDir private Path folder;

  @Test
  void shouldNameAProcessThatRuns() throws IOException {
    var file = new PidFile(folder.resolve("pid"));

    file.write(ProcessHandle.current());

    assertThat(file.running()).contains(ProcessHandle.current());
    assertThat(file.names(ProcessHandle.current())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "12", "x\ny\n", "-1\n0\n", "99999999999999999999\n0\n", "\0\0\0"})
  void shouldCountAsAbsentWhenItWasNotWrittenWhole(String content) throws IOException {
    Path path = Files.writeString(folder.resolve("pid"), content);

    assertThat(new PidFile(path).running()).isEmpty();
  }

  @Test
  void shouldNotNameAnotherProcessWithTheSameId() throws IOException {
    var file = new PidFile(folder.resolve("pid"));
    Files.writeString(file.file(), "%d%n0%n".formatted(ProcessHandle.current().pid()));

    assertThat(file.names(ProcessHandle.current())).isFalse();
  }
}
