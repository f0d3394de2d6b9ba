package io.moodstream.facedetector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.facedetector.search.DetectorSettings.Haar;
import io.moodstream.facedetector.search.HaarCascade;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceFinderTest {
  private static final Box FACE = new Box(220, 120, 160, 160);

  private final FaceFinder finder = FaceFinder.open(DetectorSettings.defaults());

  @AfterEach
  void close() {
    finder.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp"})
  void shouldFindAFaceInAnyKindOfPicture(String format) {
    FoundFaces found = finder.find(DrawnPicture.of(640, 480, FACE).encoded(format));

    assertThat(found.width()).isEqualTo(640);
    assertThat(found.height()).isEqualTo(480);
    assertThat(found.boxes())
        .singleElement()
        .satisfies(box -> assertThat(box.overlap(FACE)).isGreaterThan(0.7));
  }

  @Test
  void shouldFindTheSameInGrayPixels() {
    DrawnPicture picture = DrawnPicture.of(640, 480, FACE);

    FoundFaces found = finder.findInGray(picture.pixels(), 640, 480);

    assertThat(found).isEqualTo(finder.find(picture.encoded("png")));
  }

  @Test
  void shouldCutOutWhatIsInTheBox() {
    DrawnPicture picture = DrawnPicture.of(640, 480, FACE);

    FoundFace face = finder.find(picture.encoded("png")).faces().get(0);

    assertThat(face.pixels()).isEqualTo(FaceCrop.of(picture.pixels(), 640, 480, face.box()));
  }

  @Test
  void shouldFindEachOfSeveralFaces() {
    Box left = new Box(60, 100, 120, 120);
    Box middle = new Box(260, 200, 150, 150);
    Box right = new Box(470, 80, 110, 110);

    FoundFaces found = finder.find(DrawnPicture.of(640, 480, left, middle, right).jpeg().bytes());

    assertThat(found.faces()).hasSize(3);
    for (Box face : new Box[] {left, middle, right}) {
      assertThat(found.boxes()).anyMatch(box -> box.overlap(face) > 0.7);
    }
  }

  @Test
  void shouldReportThatASmallFaceWasEnlarged() {
    Box small = new Box(40, 40, 42, 42);

    FoundFaces found = finder.find(DrawnPicture.of(160, 120, small).encoded("png"));

    assertThat(found.faces())
        .singleElement()
        .satisfies(face -> assertThat(face.quality()).isBetween(0.5f, face.box().width() / 48f));
  }

  @Test
  void shouldFindOnlyFacesOfInterest() {
    byte[] picture = DrawnPicture.of(640, 480, new Box(100, 100, 60, 60), FACE).encoded("png");

    try (FaceFinder large = FaceFinder.open(DetectorSettings.defaults().withSmallestFace(120))) {
      assertThat(large.find(picture).boxes()).singleElement().matches(it -> it.overlap(FACE) > 0.7);
    }
    assertThat(finder.find(picture).faces()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-28, -18, 18, 28})
  void shouldCutOutATiltedFaceUpright(int roll) {
    byte[] upright = DrawnPicture.of(640, 480, FACE).pixels();

    FoundFaces found =
        finder.findInGray(DrawnPicture.turned(640, 480, roll, FACE).pixels(), 640, 480);

    assertThat(found.faces())
        .singleElement()
        .satisfies(
            face -> {
              assertThat((double) face.roll()).isCloseTo(roll, within(13.0));
              assertThat(face.box().overlap(FACE)).isGreaterThan(0.5);
              Pixels expected = FaceCrop.of(upright, 640, 480, FACE);
              assertThat(correlation(face.pixels(), expected)).isGreaterThan(0.6);
            });
  }

  private static double correlation(Pixels one, Pixels other) {
    double[] sums = new double[5];
    for (int i = 0; i < Pixels.COUNT; i++) {
      double x = one.at(i);
      double y = other.at(i);
      sums[0] += x;
      sums[1] += y;
      sums[2] += x * x;
      sums[3] += y * y;
      sums[4] += x * y;
    }
    double n = Pixels.COUNT;
    double covariance = sums[4] / n - sums[0] / n * sums[1] / n;
    double varianceX = sums[2] / n - Math.pow(sums[0] / n, 2);
    double varianceY = sums[3] / n - Math.pow(sums[1] / n, 2);
    return covariance / Math.sqrt(varianceX * varianceY);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5000", "5000, 1", "19, 19", "20, 20", "45, 2000"})
  void shouldFindNobodyInAPictureOfOddSize(int width, int height) {
    FoundFaces found = finder.find(DrawnPicture.of(width, height).jpeg().bytes());

    assertThat(found).isEqualTo(new FoundFaces(width, height, List.of()));
  }

  @Test
  void shouldFindAFaceInAnEightKPicture() {
    Box face = new Box(3000, 1000, 2000, 2000);

    try (FaceFinder large = FaceFinder.open(DetectorSettings.defaults().withSmallestFace(400))) {
      FoundFaces found = large.find(DrawnPicture.of(7680, 4320, face).jpeg().bytes());

      assertThat(found.boxes())
          .singleElement()
          .satisfies(box -> assertThat(box.overlap(face)).isGreaterThan(0.7));
    }
  }

  @Test
  void shouldRefuseWhatIsNoPicture() {
    byte[] png = DrawnPicture.of(640, 480, FACE).encoded("png");

    for (byte[] bytes :
        new byte[][] {new byte[0], "hello".getBytes(UTF_8), Arrays.copyOf(png, png.length / 2)}) {
      assertThatThrownBy(() -> finder.find(bytes)).isInstanceOf(UnreadablePicture.class);
    }
  }

  @Test
  void shouldRefusePixelsThatAreNotOfTheGivenSize() {
    assertThatThrownBy(() -> finder.findInGray(new byte[99], 10, 10))
        .hasMessage("a gray picture of 10 x 10 pixels has not 99 bytes");
  }

  @Test
  void shouldOpenTheCascadeThatTheUserNames(@TempDir Path folder) throws IOException {
    Path cascade = folder.resolve("mine.xml");
    try (var shipped = HaarCascade.class.getResourceAsStream("haarcascade_frontalface_alt2.xml")) {
      Files.write(cascade, Objects.requireNonNull(shipped).readAllBytes());
    }

    try (FaceFinder own = FaceFinder.open(haar(cascade))) {
      assertThat(own.find(DrawnPicture.of(640, 480, FACE).jpeg().bytes()).faces()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no cascade", "<?xml version=\"1.0\"?><opencv_storage/>"})
  void shouldNameACascadeFileThatIsNone(String content, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("c.xml"), content);

    assertThatThrownBy(() -> FaceFinder.open(haar(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("is not an OpenCV cascade");
  }

  @Test
  void shouldNameACascadeFileThatIsMissing() {
    assertThatThrownBy(() -> FaceFinder.open(haar(Path.of("nowhere.xml"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cascade file nowhere.xml does not exist");
  }

  @Test
  void shouldCropAtTheModelsSize() {
    byte[] gray = new byte[100 * 80];
    Arrays.fill(gray, (byte) 200);

    assertThat(FaceCrop.of(gray, 100, 80, new Box(90, 70, 10, 10)).at(Pixels.COUNT - 1))
        .isEqualTo(200);
    assertThatThrownBy(() -> FaceCrop.of(gray, 100, 80, new Box(90, 70, 11, 11)))
        .hasMessageContaining("is not inside 100 x 80 pixels");
  }

  private static DetectorSettings haar(Path cascade) {
    return DetectorSettings.defaults().withDetector(new Haar(Optional.of(cascade), 1.1, 5));
  }
}
