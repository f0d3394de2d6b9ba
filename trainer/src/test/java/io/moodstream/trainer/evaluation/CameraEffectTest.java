package io.moodstream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.DrawnFaces;
import io.moodstream.trainer.faces.gray.GrayFace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CameraEffectTest {
  private static final Pixels FACE = DrawnFaces.of(1, 3).get(3).pixels();

  @ParameterizedTest
  @EnumSource(CameraEffect.class)
  void shouldChangeTheFaceMoreTheStrongerItIsAndAlwaysAlike(CameraEffect effect) {
    double weakest =
        effect.levels().stream().mapToDouble(it -> change(effect, it)).min().orElseThrow();
    double last = change(effect, effect.levels().get(effect.levels().size() - 1));

    assertThat(weakest).isLessThan(3);
    assertThat(last).isGreaterThan(weakest + 1);
    assertThat(effect.apply(FACE, effect.levels().get(0)))
        .isEqualTo(effect.apply(FACE, effect.levels().get(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "NOISE, 0",
    "MOTION_BLUR, 1",
    "LOW_LIGHT, 100",
    "SIZE, 48",
    "ROLL, 0",
    "COVER, 0",
    "GLASSES, 0"
  })
  void shouldLeaveTheFaceAtItsNeutralLevel(CameraEffect effect, double level) {
    assertThat(effect.apply(FACE, level)).isEqualTo(FACE);
  }

  @Test
  void shouldRollToBothSidesAlike() {
    Pixels left = CameraEffect.ROLL.apply(GrayFace.mirrored(FACE), -30);
    Pixels right = GrayFace.mirrored(CameraEffect.ROLL.apply(FACE, 30));

    for (int i = 0; i < Pixels.COUNT; i++) {
      assertThat(Math.abs(left.at(i) - right.at(i))).isLessThanOrEqualTo(1);
    }
  }

  /** Mean absolute difference, gray levels. */
  private static double change(CameraEffect effect, double level) {
    Pixels changed = effect.apply(FACE, level);
    double sum = 0;
    for (int i = 0; i < Pixels.COUNT; i++) {
      sum += Math.abs(changed.at(i) - FACE.at(i));
    }
    return sum / Pixels.COUNT;
  }
}
