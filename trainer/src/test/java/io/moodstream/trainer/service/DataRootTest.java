package io.moodstream.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.trainer.faces.TrainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataRootTest {
  @TempDir Path folder;
  private Path root = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    root = Files.createDirectories(folder.resolve("data")).toRealPath();
    Files.createDirectories(root.resolve("faces"));
    Files.createDirectories(folder.resolve("secret"));
    Files.createDirectories(folder.resolve("data-too"));
  }

  @Test
  void shouldFindWhatIsWithin() {
    assertThat(new DataRoot(root).resolve("faces")).isEqualTo(root.resolve("faces"));
    assertThat(new DataRoot(root).resolve("faces/../faces")).isEqualTo(root.resolve("faces"));
    assertThat(new DataRoot(root).resolve(root + "/faces")).isEqualTo(root.resolve("faces"));
    assertThat(new DataRoot(root).resolve(".")).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "../secret", "faces/../../secret", "/", "/etc/passwd", "../data-too"})
  void shouldRefuseWhatLiesOutsideWhetherItIsThereOrNot(String name) {
    assertThatThrownBy(() -> new DataRoot(root).resolve(name))
        .isInstanceOf(TrainerException.class)
        .hasMessage("'%s' is not within the trainer's data folder", name);
  }

  @Test
  void shouldRefuseALinkThatLeadsOutside() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));

    assertThatThrownBy(() -> new DataRoot(root).resolve("link"))
        .hasMessage("'link' is not within the trainer's data folder");
  }

  @Test
  void shouldRefuseDataWithALinkThatLeadsOutsideButNotOneWithin() throws IOException {
    Files.createDirectories(root.resolve("mine"));
    Files.createSymbolicLink(root.resolve("mine/happy"), root.resolve("faces"));
    assertThat(new DataRoot(root).resolve("mine")).isEqualTo(root.resolve("mine"));

    // Behind the link that is followed.
    Files.createSymbolicLink(root.resolve("faces/sad"), folder.resolve("secret"));
    assertThatThrownBy(() -> new DataRoot(root).resolve("mine"))
        .isInstanceOf(TrainerException.class)
        .hasMessage("'mine' is not within the trainer's data folder");

    Files.delete(root.resolve("faces/sad"));
    Path picture = Files.writeString(folder.resolve("secret/a.jpg"), "a");
    Files.createSymbolicLink(root.resolve("faces/a.jpg"), picture);
    assertThatThrownBy(() -> new DataRoot(root).resolve("mine"))
        .hasMessage("'mine' is not within the trainer's data folder");
  }

  @Test
  void shouldTellWhatIsNotThere() {
    assertThatThrownBy(() -> new DataRoot(root).resolve("unknown"))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("'unknown': there is no such file or folder")
        .hasMessageNotContaining(folder.toString());
    assertThatThrownBy(() -> new DataRoot(root).resolve("a\0b"))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("is not a path");
  }
}
