package io.moodstream.trainer.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.TinyRuns;
import io.moodstream.trainer.Trainer;
import io.moodstream.trainer.TrainingListener;
import io.moodstream.trainer.evaluation.EpochResult;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPicturesTest {
  @TempDir Path folder;

  @Test
  void shouldReadTrainAndTest() throws IOException {
    DrawnFaces.folder(folder, 3, 2);

    Dataset dataset = Dataset.read(folder);

    assertThat(dataset.train()).hasSize(21);
    assertThat(dataset.test()).hasSize(14);
    assertThat(dataset.notices()).isEmpty();
    assertThat(dataset.train())
        .extracting(Example::pixels)
        .containsAll(DrawnFaces.of(3, 1).stream().map(Example::pixels).toList());
  }

  @Test
  void shouldReadTheSameFromAnArchive() throws IOException {
    DrawnFaces.folder(folder.resolve("data"), 2, 1);
    Path archive = folder.resolve("data.tar.gz");
    archive(folder.resolve("data"), archive);

    Dataset packed = Dataset.read(archive);

    assertThat(packed.train()).isEqualTo(Dataset.read(folder.resolve("data")).train());
    assertThat(packed.test()).isEqualTo(Dataset.read(folder.resolve("data")).test());
  }

  @ParameterizedTest
  @ValueSource(strings = {"private-test", "private_test", "PrivateTest"})
  void shouldNeitherLearnFromPrivateTestNorMeasureOnItBesideAnotherTest(String part)
      throws IOException {
    DrawnFaces.folder(folder, 3, 2);
    picture(part + "/happy/a.png", 48, 48, Color.GRAY);

    Dataset dataset = Dataset.read(folder);

    assertThat(dataset.train()).hasSize(21);
    assertThat(dataset.test()).hasSize(14);
    assertThat(dataset.notices()).containsExactly("1 PrivateTest faces are left out");
  }

  @Test
  void shouldMeasureOnPrivateTestWhereItStandsAlone() throws IOException {
    picture("train/happy/a.png", 48, 48, Color.GRAY);
    picture("private-test/happy/b.png", 48, 48, Color.GRAY);

    Dataset dataset = Dataset.read(folder);

    assertThat(dataset.train()).extracting(Example::name).containsExactly("a.png");
    assertThat(dataset.measured()).extracting(Example::name).containsExactly("b.png");
  }

  @Test
  void shouldNameWhatIsStrangeMissingOrUnreadable() throws IOException {
    picture("happy/a.png", 48, 48, Color.GRAY);
    picture("contempt/b.png", 48, 48, Color.GRAY);
    Files.writeString(folder.resolve("happy/c.jpg"), "no picture");

    Dataset dataset = Dataset.read(folder);

    assertThat(dataset.train()).hasSize(1);
    assertThat(dataset.notices())
        .anyMatch(notice -> notice.contains("1 pictures in 'contempt' are left out"))
        .contains("no pictures of 'disgust' to train on");
    assertThat(dataset.leftOut()).containsExactly("happy/c.jpg: it is not a JPEG or PNG");
  }

  @Test
  void shouldTellAPictureWithoutAFaceFromOneThatCannotBeRead() throws IOException {
    picture("happy/a.png", 48, 48, Color.GRAY);
    picture("happy/b.png", 48, 48, Color.GRAY);
    picture("happy/c.png", 48, 48, Color.GRAY);
    Iterator<Optional<Pixels>> faces =
        List.of(Optional.of(new Pixels(new byte[Pixels.COUNT])), Optional.<Pixels>empty())
            .iterator();

    Dataset dataset =
        Dataset.read(
            folder,
            picture -> {
              if (!faces.hasNext()) {
                throw new TrainerException("it is upside down");
              }
              return faces.next();
            });

    assertThat(dataset.train()).hasSize(1);
    assertThat(dataset.leftOut())
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactlyInAnyOrder("no face is found in it", "it is upside down");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldGoOnWhereAFileOrFolderCannotBeRead() throws IOException {
    picture("happy/a.png", 48, 48, Color.GRAY);
    // No one can read its beginning, not even root.
    Files.createSymbolicLink(folder.resolve("happy/b.png"), Path.of("/proc/self/mem"));
    Files.createSymbolicLink(folder.resolve("happy/c.png"), Path.of("nowhere.png"));
    Files.createSymbolicLink(folder.resolve("happy/sad"), folder);

    Dataset dataset = Dataset.read(folder);

    assertThat(dataset.train()).hasSize(1);
    assertThat(dataset.leftOut())
        .containsExactly("happy/b.png: Input/output error", "happy/c.png: it leads nowhere");
    assertThat(dataset.notices())
        .contains(
            "'happy/sad' is left out with all that is in it: it is a link to a folder that it lies"
                + " in");
  }

  @Test
  void shouldNameSomeOfThePicturesThatAreLeftOutAndWriteAllOfThemDown() throws IOException {
    Path data = DrawnFaces.folder(folder.resolve("data"), 12, 1);
    for (int i = 10; i < 35; i++) {
      Files.writeString(data.resolve("train/sad/broken%d.jpg".formatted(i)), "no picture");
    }
    Path out = folder.resolve("out");
    List<String> notices = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void started(Start start) {
            notices.addAll(start.notices());
            throw new IllegalStateException("enough is seen");
          }

          @Override
          public void epochEnded(EpochResult result) {}
        };

    assertThatThrownBy(
            () -> Trainer.train(TinyRuns.settings(data, out, 1, Map.of(), false), listener))
        .hasMessage("enough is seen");

    assertThat(notices)
        .hasSize(21)
        .startsWith("left out: train/sad/broken10.jpg: it is not a JPEG or PNG")
        .endsWith("left out: 5 more, see " + out.resolve("left-out.txt"));
    assertThat(Files.readAllLines(out.resolve("left-out.txt")))
        .hasSize(25)
        .endsWith("train/sad/broken34.jpg: it is not a JPEG or PNG");
  }

  @Test
  void shouldReadThroughLinks() throws IOException {
    picture("real/a.png", 48, 48, Color.GRAY);
    Files.createDirectories(folder.resolve("data"));
    Files.createSymbolicLink(folder.resolve("data/happy"), folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));

    assertThat(Dataset.read(link).train())
        .extracting(Example::expression)
        .containsExactly(Expression.HAPPY);
  }

  @Test
  void shouldSayWhyNoneOfThePicturesCanBeUsed() throws IOException {
    Files.createDirectories(folder.resolve("happy"));
    Files.writeString(folder.resolve("happy/c.jpg"), "no picture");

    assertThatThrownBy(() -> Dataset.read(folder))
        .isInstanceOf(TrainerException.class)
        .hasMessageEndingWith(
            "none of 1 pictures can be used. The first is happy/c.jpg: it is not a JPEG or PNG");
  }

  @Test
  void shouldBringAnyPictureTo48By48Gray() throws IOException {
    picture("sad/wide.png", 300, 100, new Color(255, 0, 0));
    picture("sad/tiny.png", 7, 9, Color.WHITE);

    Dataset dataset = Dataset.read(folder);

    assertThat(dataset.train()).extracting(Example::expression).containsOnly(Expression.SAD);
    assertThat(dataset.train().get(0).pixels().at(1000)).isEqualTo(255);
    assertThat(dataset.train().get(1).pixels().at(1000)).isEqualTo(76);
  }

  @Test
  void shouldSayHowManyPicturesAreTooFew() throws IOException {
    DrawnFaces.folder(folder, 12, 1);
    for (int i = 3; i < 12; i++) {
      Files.delete(folder.resolve("train/sad/sad_%d.png".formatted(i)));
    }

    assertThatThrownBy(() -> Dataset.read(folder).requireEnough())
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("sad has 3 pictures to train on; at least 10");
  }

  @Test
  void shouldTellWhatIsNoData() throws IOException {
    assertThatThrownBy(() -> Dataset.read(folder.resolve("nowhere")))
        .hasMessageContaining("nowhere: there is no such file or folder");
    assertThatThrownBy(() -> Dataset.read(folder)).hasMessageContaining("no pictures");
    Path text = Files.writeString(folder.resolve("notes.txt"), "");
    assertThatThrownBy(() -> Dataset.read(text))
        .hasMessageContaining("neither a folder nor a .csv or .tar.gz");
  }

  private void picture(String name, int width, int height, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour.getRGB());
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private static void archive(Path from, Path to) throws IOException {
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(to)));
        var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tar.putArchiveEntry(tar.createArchiveEntry(file, from.relativize(file).toString()));
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
    }
  }
}
