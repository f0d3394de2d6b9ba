package io.moodstream.emotionclassifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedModelsTest {
  @TempDir private Path temp;

  @Test
  void shouldUnpackABundleFromAJar() throws IOException {
    // Given a jar with two bundles
    ModelBundle tiny = TinyModel.bundle(temp.resolve("tiny"), 7);
    ModelBundle other = TinyModel.bundle(temp.resolve("other"), 8);
    Path jar = temp.resolve("classifier.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      put(out, "models/tiny/", tiny);
      put(out, "models/tiny2/", other);
    }
    URL card = URI.create("jar:%s!/models/tiny/model.json".formatted(jar.toUri())).toURL();

    // When
    ModelBundle unpacked = ShippedModels.unpack(card, temp.resolve("unpacked"));

    // Then
    assertThat(unpacked.folder()).isEqualTo(temp.resolve("unpacked"));
    assertThat(unpacked.sha256()).isEqualTo(tiny.sha256());
  }

  @Test
  void shouldUseAFolderOfClassesAsItStands() throws IOException {
    ModelBundle tiny = TinyModel.bundle(temp.resolve("tiny"), 7);

    ModelBundle opened =
        ShippedModels.unpack(
            temp.resolve("tiny").resolve("model.json").toUri().toURL(), temp.resolve("unpacked"));

    assertThat(opened.folder()).isEqualTo(temp.resolve("tiny"));
    assertThat(opened.sha256()).isEqualTo(tiny.sha256());
  }

  private static void put(JarOutputStream out, String folder, ModelBundle bundle)
      throws IOException {
    out.putNextEntry(new JarEntry(folder));
    for (var file : bundle.files().entrySet()) {
      out.putNextEntry(new JarEntry(folder + file.getKey()));
      out.write(file.getValue());
    }
  }
}
