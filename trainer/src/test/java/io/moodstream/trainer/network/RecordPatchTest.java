package io.moodstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordPatchTest {
  private static final Recipe COMPACT = Recipe.of(Architecture.COMPACT);

  @Test
  void shouldChangeOneNumberAndNoOther() {
    Recipe changed = COMPACT.with("mixup", 0.4);

    assertThat(changed.mixup()).isEqualTo(0.4f);
    assertThat(changed.with("mixup", COMPACT.mixup())).isEqualTo(COMPACT);
  }

  @Test
  void shouldChangeNumbersOfItsParts() {
    Recipe changed = COMPACT.with("erased", 0.5).with("weightDecay", 1e-4).with("warmUp", 0.1);

    assertThat(changed.augmentation().orElseThrow().erased()).isEqualTo(0.5);
    assertThat(changed.augmentation().orElseThrow().rotation()).isEqualTo(12);
    assertThat(changed.optimizer()).isEqualTo(new Optimizer.Momentum(0.9f, 1e-4f));
    assertThat(changed.schedule()).isEqualTo(new Schedule.Cosine(0.1f, 0.1));
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void shouldNameEachNumberOnce(Architecture architecture) {
    assertThat(RecordPatch.names(Recipe.of(architecture)))
        .doesNotHaveDuplicates()
        .contains("epochs", "batch", "peak", "votesWeight");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mixUp | 0.2 | there is no 'mixUp', only epochs, batch, momentum, weightDecay, peak,"
            + " warmUp",
        "batch | 64.5 | batch is 64.5: a whole number",
        "batch | 0 | batch is 0.0: 1 to 4096",
        "erased | 1.5 | erased is 1.5: 0 to 1",
        "mixup | -0.1 | 0 to 1",
        "scale | 1 | scale is 1.0: 0 to below 1",
        "rotation | NaN | rotation is NaN: 0 to 180",
        "votesWeight | Infinity | votesWeight is Infinity: 0 to 10"
      })
  void shouldTellWhatIsWrong(String name, double value, String message) {
    assertThatThrownBy(() -> COMPACT.with(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldNotChangeWhatAnArchitectureDoesWithout() {
    assertThatThrownBy(() -> Recipe.of(Architecture.PAPER).with("erased", 0.5))
        .hasMessageStartingWith("there is no 'erased', only ");
  }
}
