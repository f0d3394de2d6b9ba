package io.moodstream.trainer.faces;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.evaluation.Corruption;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.faces.gray.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final Pixels FACE = DrawnFace.draw(Expression.HAPPY, new SplittableRandom(1));

  @Test
  void shouldShrinkByArea() {
    float[] shrunk = Scaling.resize(new float[] {0, 10, 20, 30, 40, 50, 60, 70}, 4, 2, 2, 1);

    assertThat(shrunk).containsExactly(new float[] {25, 45}, Offset.offset(1e-4f));
  }

  @Test
  void shouldKeepAnEvenPictureEvenAtAnySize() {
    float[] even = new float[5 * 7];
    java.util.Arrays.fill(even, 9);

    assertThat(Scaling.resize(even, 5, 7, 48, 48)).containsOnly(9f);
    assertThat(Scaling.resize(even, 5, 7, 3, 2))
        .usingComparatorWithPrecision(1e-4f)
        .containsOnly(9f);
    assertThat(Scaling.resize(new float[] {4}, 1, 1, 3, 3)).containsOnly(4f);
  }

  @Test
  void shouldLeaveAFaceOrItsMirrorImageWhereNothingMayChange() {
    Augmentation none = new Augmentation(0, 0, 0, 0, 0, 0, 0);
    List<Pixels> seen = new ArrayList<>();

    for (int seed = 0; seed < 20; seed++) {
      seen.add(GrayFace.pixels(none.apply(FACE, new SplittableRandom(seed))));
    }

    assertThat(seen).contains(FACE, mirrored(FACE)).containsOnly(FACE, mirrored(FACE));
  }

  @Test
  void shouldStayInRangeHoweverAFaceIsChanged() {
    Augmentation strong = new Augmentation(45, 0.4, 0.4, 0.5, 0.9, 1, 1);

    for (int seed = 0; seed < 50; seed++) {
      for (float gray : strong.apply(FACE, new SplittableRandom(seed))) {
        assertThat(gray).isBetween(0f, 255f);
      }
    }
  }

  @Test
  void shouldDarkenBlurAndCropWithoutMovingTheFace() {
    for (Corruption disturbance : Corruption.values()) {
      Pixels disturbed = disturbance.apply(FACE);

      assertThat(disturbed).as(disturbance.name()).isNotEqualTo(FACE);
      assertThat(Math.abs(centre(disturbed) - centre(FACE))).as(disturbance.name()).isLessThan(1.5);
    }
    assertThat(Corruption.DARK.apply(FACE).at(1200)).isEqualTo(Math.round(FACE.at(1200) * 0.4f));
  }

  @Test
  void shouldKeepCopiesOnOneSideOfTheHoldOut() {
    List<Example> examples = new ArrayList<>(DrawnFaces.of(100, 1));
    examples.addAll(DrawnFaces.of(100, 1));

    HoldOut parts = HoldOut.of(examples);

    assertThat(parts.kept()).hasSize(1400 - parts.held().size());
    assertThat(parts.held().size()).isBetween(90, 190);
    assertThat(parts.held())
        .extracting(Example::pixels)
        .doesNotContainAnyElementsOf(parts.kept().stream().map(Example::pixels).toList());
    assertThat(HoldOut.of(examples)).isEqualTo(parts);
  }

  /** The column around which the light lies. */
  private static double centre(Pixels face) {
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < Pixels.COUNT; i++) {
      weighted += i % Pixels.SIDE * face.at(i);
      sum += face.at(i);
    }
    return weighted / sum;
  }

  private static Pixels mirrored(Pixels face) {
    byte[] values = new byte[Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      int column = i % Pixels.SIDE;
      values[i] = (byte) face.at(i - column + Pixels.SIDE - 1 - column);
    }
    return new Pixels(values);
  }
}
