package io.moodstream.cameraproducer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
  @TempDir Path folder;

  @Test
  void shouldShowThePicturesInTheOrderOfTheirNamesOnce() throws Exception {
    write("b.png", 64);
    write("a.jpg", 32);
    write("c.bmp", 96);
    Files.writeString(folder.resolve("notes.txt"), "no picture");

    assertThat(widths()).containsExactly(32, 64, 96);
  }

  @Test
  void shouldLeaveOutWhatCannotBeDecoded() throws Exception {
    write("a.png", 64);
    Files.writeString(folder.resolve("b.jpg"), "no picture");
    Files.createFile(folder.resolve("c.jpg"));
    write("d.png", 32);

    assertThat(widths()).containsExactly(64, 32);
  }

  @Test
  void shouldLeaveOutAPictureThatIsTooLarge() throws Exception {
    write("a.png", 64);
    write("b.png", 24);
    claim(folder.resolve("b.png"), 65_000, 65_000);
    write("c.png", 32);

    assertThat(widths()).containsExactly(64, 32);
  }

  @Test
  void shouldNameAFolderWithoutPictures() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "no picture");

    assertThatThrownBy(() -> new FolderSource(folder, 10))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " holds no pictures (jpg, png, bmp, webp, tiff)");
  }

  @Test
  void shouldNameAFolderWhosePicturesAreAllBroken() throws IOException {
    Files.writeString(folder.resolve("b.jpg"), "no picture");

    assertThatThrownBy(this::widths)
        .hasMessage("no picture in %s can be decoded".formatted(folder));
  }

  @Test
  void shouldNameAMissingFolder() {
    Path missing = folder.resolve("none");

    assertThatThrownBy(() -> new FolderSource(missing, 10))
        .hasMessage("no such folder: " + missing);
  }

  private void write(String name, int width) throws IOException {
    String format = name.substring(name.indexOf('.') + 1);
    assertThat(
            ImageIO.write(TestVideo.picture(width, 24, 1), format, folder.resolve(name).toFile()))
        .isTrue();
  }

  /** Makes the header of a PNG say that it has this size. */
  private static void claim(Path png, int width, int height) throws IOException {
    byte[] bytes = Files.readAllBytes(png);
    var checksum = new CRC32();
    // The signature, the chunk's length, "IHDR", the size, five more bytes, and their checksum.
    checksum.update(ByteBuffer.wrap(bytes).putInt(16, width).putInt(20, height).array(), 12, 17);
    ByteBuffer.wrap(bytes).putInt(29, (int) checksum.getValue());
    Files.write(png, bytes);
  }

  private List<Integer> widths() throws IOException, InterruptedException {
    List<Integer> widths = new ArrayList<>();
    try (var source = new FolderSource(folder, 50)) {
      while (source.advance()) {
        widths.add(ImageIO.read(new ByteArrayInputStream(source.jpeg().bytes())).getWidth());
      }
      assertThat(source.ending()).isEqualTo("end of folder");
    }
    return widths;
  }
}
