package io.moodstream.cameraproducer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.Jpeg;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileSourceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"film.mp4", "film.avi", "film.mkv"})
  void shouldPlayAFilmOnceInRealTime(String name) throws Exception {
    Path film = TestVideo.write(folder.resolve(name), 20, 20);

    long start = System.nanoTime();
    List<Jpeg> pictures = play(film);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(pictures).hasSize(20);
    assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    assertThat(decode(pictures.get(7)).getWidth()).isEqualTo(TestVideo.WIDTH);
  }

  @Test
  void shouldShowEachPictureInItsTurn() throws Exception {
    Path film = TestVideo.write(folder.resolve("film.avi"), 10, 50);

    List<Jpeg> pictures = play(film);

    // The square of picture n begins at column 4 n.
    for (int number = 0; number < 10; number++) {
      BufferedImage picture = decode(pictures.get(number));
      assertThat(picture.getRGB(4 * number + 10, 120) & 0xff).isGreaterThan(200);
      assertThat(picture.getRGB(4 * number + 100, 120) & 0xff).isLessThan(50);
    }
  }

  @Test
  void shouldBeginAnewForEver() throws Exception {
    Path film = TestVideo.write(folder.resolve("film.avi"), 5, 100);

    try (var source = new VideoFileSource(film, true)) {
      for (int picture = 0; picture < 23; picture++) {
        assertThat(source.advance()).isTrue();
        assertThat(source.jpeg().bytes()).isNotEmpty();
      }
    }
  }

  @Test
  void shouldFollowAChangeOfResolution() throws Exception {
    Path film =
        TestVideo.writeRaw(
            folder.resolve("film.mjpeg"),
            TestVideo.picture(320, 240, 1),
            TestVideo.picture(320, 240, 2),
            TestVideo.picture(640, 360, 3),
            TestVideo.picture(640, 360, 4),
            TestVideo.picture(160, 120, 5));

    List<Integer> widths = new ArrayList<>();
    for (Jpeg jpeg : play(film)) {
      widths.add(decode(jpeg).getWidth());
    }

    assertThat(widths).containsExactly(320, 320, 640, 640, 160);
  }

  @Test
  void shouldPlayWhatIsThereOfATruncatedFilm() throws Exception {
    Path film = TestVideo.write(folder.resolve("film.avi"), 40, 100);
    byte[] whole = Files.readAllBytes(film);
    Files.write(film, Arrays.copyOf(whole, whole.length / 2));

    assertThat(play(film)).hasSizeBetween(10, 30);
  }

  @Test
  void shouldSayThatAFilmWithoutItsIndexIsDamaged() throws Exception {
    Path film = TestVideo.write(folder.resolve("film.mp4"), 40, 100);
    byte[] whole = Files.readAllBytes(film);
    Files.write(film, Arrays.copyOf(whole, whole.length / 2));

    assertRefused(film, film + " is not a video or a picture, or is damaged");
  }

  @Test
  void shouldNameATextFile() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "This is not a film.\n".repeat(100));

    assertRefused(text, text + " is not a video or a picture, or is damaged");
  }

  @Test
  void shouldNameAnEmptyFile() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.mp4"));

    assertRefused(empty, empty + " is empty (0 bytes)");
  }

  @Test
  void shouldNameAMissingFileAndAFolder() {
    Path missing = folder.resolve("none.mp4");

    assertRefused(missing, "no such file: " + missing);
    assertRefused(
        folder, "%s is a folder: write dir:%s to play its pictures".formatted(folder, folder));
  }

  private static void assertRefused(Path film, String message) {
    assertThatThrownBy(() -> play(film)).isInstanceOf(IOException.class).hasMessage(message);
  }

  private static List<Jpeg> play(Path film) throws IOException, InterruptedException {
    List<Jpeg> pictures = new ArrayList<>();
    try (var source = new VideoFileSource(film, false)) {
      while (source.advance()) {
        pictures.add(source.jpeg());
      }
      assertThat(source.ending()).isEqualTo("end of file");
    }
    return pictures;
  }

  private static BufferedImage decode(Jpeg jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg.bytes()));
  }
}
