package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Suitability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceQualityTest {
  private static final Box BOX = new Box(0, 0, 160, 160);

  @Test
  void shouldJudgeAFaceInGoodLight() {
    assertThat(suitability(BOX, 0, 1, 1)).isEqualTo(Suitability.SUITABLE);
  }

  /** A window beside a frontal face does not turn it. */
  @Test
  void shouldJudgeAFaceThatIsLitFromOneSide() {
    assertThat(suitability(BOX, 0, 1, 0.3)).isEqualTo(Suitability.SUITABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "19, 0, 1, TOO_SMALL",
    "20, 0, 1, SUITABLE",
    "160, 0, 0.1, BADLY_LIT",
    "160, 0.6, 1, TURNED",
    "160, 0.4, 1, SUITABLE"
  })
  void shouldGiveTheReasonAgainstAFace(int side, double turn, double light, Suitability expected) {
    assertThat(suitability(new Box(0, 0, side, side), turn, light, light)).isEqualTo(expected);
  }

  @Test
  void shouldNotJudgeAFaceOfWhichOnlyShadesAreLeft() {
    var values = new byte[Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      int x = i % Pixels.SIDE;
      int y = i / Pixels.SIDE;
      values[i] = (byte) (128 + 60 * Math.sin(x / 12.0) * Math.sin(y / 12.0));
    }

    FaceQuality quality = FaceQuality.of(BOX, 0, new Pixels(values));

    assertThat(quality.suitability()).isEqualTo(Suitability.BLURRED);
    assertThat(quality.score()).isLessThan(0.5f);
  }

  /** A drawn face, whose light falls evenly from {@code left} to {@code right}, shares of 1. */
  private static Suitability suitability(Box box, double turn, double left, double right) {
    Pixels face = FaceCrop.of(DrawnPicture.of(640, 480, BOX).pixels(), 640, 480, BOX);
    var values = new byte[Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      double across = (double) (i % Pixels.SIDE) / (Pixels.SIDE - 1);
      values[i] = (byte) (face.at(i) * (left + (right - left) * across));
    }
    return FaceQuality.of(box, turn, new Pixels(values)).suitability();
  }
}
