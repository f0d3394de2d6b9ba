package io.moodstream.emotionclassifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.graph.GraphGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is uploaded, it is a bundle or it is refused in a short line. */
class RandomBundleTest {
  private static final int BUNDLES = 200;

  @TempDir private Path temp;
  private Map<String, byte[]> whole;

  @BeforeEach
  void makeBundle() {
    whole = TinyModel.bundle(temp.resolve("whole"), 7).files();
  }

  @Test
  void shouldRefuseDamagedBundlesInAShortLine() throws IOException {
    int refused = 0;
    for (long seed = 0; seed < BUNDLES; seed++) {
      byte[] zip = RandomBundle.of(seed, whole);
      try {
        requireSafe(ModelBundle.fromZip(zip, temp.resolve("received")));
      } catch (BundleException e) {
        refused++;
        assertThat(e.getMessage())
            .as("seed %d", seed)
            .startsWith("model bundle received: ")
            .hasSizeLessThan(600)
            .doesNotContainPattern("\\p{Cntrl}");
      }
    }

    // Then most are refused, and nothing was written elsewhere
    assertThat(refused).isBetween(BUNDLES * 2 / 3, BUNDLES - 1);
    try (Stream<Path> written = Files.list(temp)) {
      assertThat(written.map(path -> path.getFileName().toString()))
          .isSubsetOf("whole", "received");
    }
  }

  @Test
  void shouldRefuseABundleThatUnpacksToTooMuch() throws IOException {
    byte[] bomb = RandomBundle.bomb(whole);

    assertThat(bomb.length).isLessThan(1 << 20);
    assertThatThrownBy(() -> ModelBundle.fromZip(bomb, temp.resolve("received")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("the zip unpacks to more than 134,217,728 bytes");
  }

  /** What is left of the check once the files belong together, without TensorFlow. */
  private static void requireSafe(ModelBundle bundle) {
    try {
      var unused = GraphGate.check(bundle.graph());
    } catch (IllegalArgumentException e) {
      throw new BundleException(bundle.folder().getFileName().toString(), e.getMessage(), e);
    }
  }
}
