package io.moodstream.trainer.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KaggleCsvTest {
  @TempDir Path folder;

  @Test
  void shouldMapTheCsvsOwnOrderOfExpressions() throws IOException {
    Path csv =
        csv(
            line(0, 2304),
            line(1, 2304),
            line(2, 2304),
            line(3, 2304),
            line(4, 2304),
            line(5, 2304),
            line(6, 2304));

    Dataset dataset = Dataset.read(csv);

    assertThat(dataset.train())
        .extracting(Example::expression)
        .containsExactly(
            Expression.ANGRY,
            Expression.DISGUST,
            Expression.FEAR,
            Expression.HAPPY,
            Expression.SAD,
            Expression.SURPRISE,
            Expression.NEUTRAL);
    assertThat(dataset.train().get(0).pixels().at(2303)).isEqualTo(200);
  }

  @Test
  void shouldDivideByUsage() throws IOException {
    Path csv =
        csv(
            line(3, 2304),
            line(3, 2304).replace("Training", "PublicTest"),
            line(3, 2304).replace("Training", "PrivateTest"));

    Dataset dataset = Dataset.read(csv);

    assertThat(dataset.train()).hasSize(1);
    assertThat(dataset.test()).extracting(Example::name).containsExactly("line 3");
    assertThat(dataset.notices()).containsExactly("1 PrivateTest faces are left out");
  }

  @Test
  void shouldMeasureOnPrivateTestWhereItStandsAlone() throws IOException {
    Path csv = csv(line(3, 2304).replace("Training", "PrivateTest"));

    assertThat(Dataset.read(csv).measured()).hasSize(1);
  }

  @Test
  void shouldNameTheLineAndItsPixels() throws IOException {
    Path csv = csv(line(0, 2304), line(1, 2304), line(2, 2303));

    assertThatThrownBy(() -> Dataset.read(csv))
        .isInstanceOf(TrainerException.class)
        .hasMessageEndingWith("fer.csv: line 4: has 2,303 pixels, not 2,304");
  }

  @Test
  void shouldNameAWrongPixelAndAWrongEmotion() throws IOException {
    assertThatThrownBy(() -> Dataset.read(csv(line(0, 2304).replaceFirst("200", "256"))))
        .hasMessageEndingWith("line 2: the pixel '256' is not a number from 0 to 255");
    assertThatThrownBy(() -> Dataset.read(csv(line(7, 2304))))
        .hasMessageEndingWith("line 2: the emotion '7' is none of 0 to 6");
  }

  @Test
  void shouldExportPicturesThatReadBackAsTheSameFaces() throws IOException {
    Path csv =
        csv(
            line(3, 2304),
            line(6, 2304).replace("200", "100").replace("Training", "PublicTest"),
            line(4, 2304).replace("200", "50").replace("Training", "PrivateTest"));

    int written = ImageExport.export(csv, folder.resolve("pictures"));

    Dataset pictures = Dataset.read(folder.resolve("pictures"));
    Dataset rows = Dataset.read(csv);
    assertThat(written).isEqualTo(3);
    assertThat(faces(pictures.train())).isEqualTo(faces(rows.train())).hasSize(1);
    assertThat(faces(pictures.test())).isEqualTo(faces(rows.test())).hasSize(1);
    assertThat(pictures.test().get(0).expression()).isEqualTo(Expression.NEUTRAL);
    assertThat(pictures.notices()).contains("1 PrivateTest faces are left out");
    assertThat(folder.resolve("pictures/train/happy/Training_00002.png")).exists();
    assertThat(folder.resolve("pictures/private-test/sad/PrivateTest_00004.png")).exists();
  }

  @Test
  void shouldExportNothingOfAUsageThatItDoesNotKnow() throws IOException {
    Path csv = csv(line(3, 2304), line(3, 2304).replace("Training", "../Mine"));

    assertThatThrownBy(() -> ImageExport.export(csv, folder.resolve("pictures")))
        .isInstanceOf(TrainerException.class)
        .hasMessageEndingWith(
            "fer.csv: line 3: Usage '../Mine' is none of Training, PublicTest, PrivateTest");
    assertThat(folder.resolve("pictures")).doesNotExist();
  }

  private static List<Pixels> faces(List<Example> examples) {
    return examples.stream().map(Example::pixels).toList();
  }

  private Path csv(String... lines) throws IOException {
    Path file = folder.resolve("fer.csv");
    Files.writeString(file, "emotion,pixels,Usage\n" + String.join("\n", List.of(lines)) + "\n");
    return file;
  }

  private static String line(int emotion, int pixels) {
    assertThat(pixels).isLessThanOrEqualTo(Pixels.COUNT);
    return "%d,%s,Training"
        .formatted(emotion, String.join(" ", Collections.nCopies(pixels, "200")));
  }
}
