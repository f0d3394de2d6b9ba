package io.moodstream.emotionclassifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleZipTest {
  @TempDir private Path temp;

  @Test
  void shouldTravelAsAZip() {
    // Given
    ModelBundle sent = TinyModel.bundle(temp.resolve("sent"), 7);

    // When
    ModelBundle received = ModelBundle.fromZip(sent.toZip(), temp.resolve("received"));

    // Then
    assertThat(received.card()).isEqualTo(sent.card());
    assertThat(received.sha256()).isEqualTo(sent.sha256());
    assertThat(received.toZip()).isEqualTo(sent.toZip());
  }

  @Test
  void shouldRefuseATruncatedZipWhereverItEnds() {
    byte[] zip = TinyModel.bundle(temp.resolve("sent"), 7).toZip();
    for (int length : new int[] {0, 10, zip.length / 2, zip.length - 1}) {
      assertRefused(Arrays.copyOf(zip, length), "the zip is damaged");
    }
  }

  @Test
  void shouldNoticeADamagedByte() {
    byte[] zip = TinyModel.bundle(temp.resolve("sent"), 7).toZip();
    // In the middle of the first picture: 30 bytes of header and its name come before.
    zip[30 + "confusion.png".length() + 2] ^= 1;

    assertRefused(zip, "the zip is damaged");
  }

  @Test
  void shouldNoticeAFlippedBitWhereverItIs() {
    // Given
    ModelBundle sent = TinyModel.bundle(temp.resolve("sent"), 7);
    byte[] zip = sent.toZip();
    Random random = new Random(13);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = zip.clone();
      damaged[random.nextInt(zip.length)] ^= (byte) (1 << random.nextInt(8));

      // When, then it is refused, or the bit was none of the content (the time of a file)
      try {
        assertThat(ModelBundle.fromZip(damaged, temp.resolve("received")).sha256())
            .isEqualTo(sent.sha256());
      } catch (BundleException e) {
        assertThat(e).hasMessageStartingWith("model bundle received: ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../model.json",
        "/etc/model.json",
        "tiny/model.json",
        "variables/data",
        "run.sh",
        "C:\\a.png"
      })
  void shouldRefuseWhatIsNoFileOfABundle(String name) throws IOException {
    assertRefused(
        zipOf(TinyModel.bundle(temp.resolve("sent"), 7).files(), name, new byte[1]),
        "the zip holds '%s': only saved_model.pb".formatted(name));
    assertThat(Files.exists(temp.resolve("model.json"))).isFalse();
  }

  @Test
  void shouldRefuseAZipThatUnpacksToFarMore() throws IOException {
    byte[] zip =
        zipOf(
            TinyModel.bundle(temp.resolve("sent"), 7).files(),
            "curves.png",
            new byte[BundleZip.MAX_UNPACKED_BYTES]);

    assertThat(zip).hasSizeLessThan(1 << 20);
    assertRefused(zip, "the zip unpacks to more than 134,217,728 bytes");
  }

  @Test
  void shouldRefuseAZipThatIsTooLarge() {
    assertRefused(
        new byte[BundleZip.MAX_BYTES + 1], "the zip has 67,108,865 bytes, more than 67,108,864");
  }

  private void assertRefused(byte[] zip, String reason) {
    Path folder = temp.resolve("received");
    assertThatThrownBy(() -> ModelBundle.fromZip(zip, folder))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("model bundle received: ")
        .hasMessageContaining(reason);
    assertThat(Files.exists(folder)).isFalse();
  }

  private static byte[] zipOf(SortedMap<String, byte[]> files, String name, byte[] content)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      files.put(name, content);
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
