package io.moodstream.allinone.commands;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.cameraproducer.scene.SyntheticScene;
import io.moodstream.pipeline.frames.Expression;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {
  private static final String NUMBERS = "\\d+\\.\\d{3}(,\\d+){5}(,[01]\\.\\d{4}){7}";

  private static Path clip = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @BeforeAll
  static void draw(@TempDir Path shared) throws IOException {
    clip = DrawnClip.write(shared.resolve("clip.mjpeg"), Duration.ofMillis(400));
  }

  @Test
  void shouldWriteCsvAndAnAnnotatedCopyThatCanBeAnalysedInTurn() {
    Path copy = folder.resolve("copy.mp4");

    assertThat(analyze(clip, "--annotate", copy.toString())).as(err.toString()).isZero();
    List<String> faces = out.toString().lines().toList();
    out.getBuffer().setLength(0);
    assertThat(analyze(copy)).as(err.toString()).isZero();

    assertThat(faces).first().asString().startsWith("time,face,x,y,width,height,angry,");
    assertThat(faces.subList(1, faces.size()))
        .isNotEmpty()
        .allSatisfy(face -> assertThat(face).matches(NUMBERS + "," + "(" + anyExpression() + ")"));
    assertThat(out.toString().lines()).hasSizeGreaterThan(1);
  }

  @Test
  void shouldWriteAJsonObjectALine() {
    assertThat(analyze(clip, "--format", "json")).as(err.toString()).isZero();

    assertThat(out.toString().lines())
        .isNotEmpty()
        .allSatisfy(
            face ->
                assertThat(face)
                    .startsWith("{\"time\":")
                    .contains("\"face\":", "\"width\":", "\"surprise\":")
                    .matches(".*\"dominant\":\"(" + anyExpression() + ")\"}"));
  }

  @Test
  void shouldNotWriteOverTheFileItReads() throws IOException {
    byte[] before = Files.readAllBytes(clip);
    Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), clip);

    assertThat(analyze(clip, "--annotate", clip.toString())).isEqualTo(2);
    assertThat(analyze(clip, "--annotate", link.toString())).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("moodstream: --annotate %s is the very file".formatted(clip))
        .contains("moodstream: --annotate %s is the very file".formatted(link));
    assertThat(Files.readAllBytes(clip)).isEqualTo(before);
  }

  @Test
  void shouldSayThatNoPictureOfAFilmCanBeDecoded() throws IOException {
    Path film = folder.resolve("film.mp4");
    analyze(clip, "--annotate", film.toString());
    byte[] bytes = Files.readAllBytes(film);
    String text = new String(bytes, ISO_8859_1);
    Arrays.fill(bytes, text.indexOf("mdat") + 4, bytes.length, (byte) 0);
    Files.write(film, bytes);

    assertThat(analyze(film)).isEqualTo(1);

    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "moodstream: %s holds no picture that can be decoded".formatted(film));
  }

  @Test
  void shouldNameAFileThatIsMissing() {
    Path missing = folder.resolve("missing.mp4");

    assertThat(analyze(missing, "--annotate", missing.toString())).isEqualTo(1);

    assertThat(err.toString()).isEqualToIgnoringNewLines("moodstream: no such file: " + missing);
  }

  @Test
  void shouldWriteNothingButTheErrorForWhatIsNoVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");

    assertThat(analyze(text)).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "moodstream: %s is not a video or a picture, or is damaged".formatted(text));
  }

  @Test
  void shouldAnalyseAPictureWhoseNameHoldsAPercentSign() throws IOException {
    Path picture = folder.resolve("clip%03d.png");
    ImageIO.write(new SyntheticScene(1).draw(Duration.ofSeconds(1)), "png", picture.toFile());

    assertThat(analyze(picture)).as(err.toString()).isZero();

    assertThat(out.toString().lines()).hasSizeGreaterThan(1);
  }

  @Test
  void shouldNameTheFolderThatIsMissingForTheCopy() {
    Path copy = folder.resolve("none/copy.mp4");

    assertThat(analyze(clip, "--annotate", copy.toString())).isEqualTo(1);

    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "moodstream: cannot write %s: there is no folder %s".formatted(copy, copy.getParent()));
  }

  @Test
  void shouldFollowFacesAsTheOptionsDemand() {
    assertThat(analyze(clip, "--track-life", "0.001", "--format", "json")).isZero();

    // The pictures are further apart: each shows another face.
    assertThat(out.toString().lines().map(line -> line.replaceAll(".*\"face\":(\\d+),.*", "$1")))
        .doesNotHaveDuplicates();
  }

  private static String anyExpression() {
    return String.join("|", Expression.labels());
  }

  private int analyze(Path film, String... more) {
    var args = new String[more.length + 2];
    args[0] = "analyze";
    args[1] = film.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return Moodstream.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
