package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line answers about trainings and evaluations that cannot be. */
class TrainArgumentsTest extends CommandLineFixture {
  @Test
  void shouldNameTheMissingFolderOfAPictureBeforeItMeasures() {
    Path picture = folder.resolve("missing/occlusion.png");

    assertThat(execute("evaluate", "--data", "none.csv", "--occlusion", picture.toString()))
        .isEqualTo(1);

    assertThat(err.toString())
        .isEqualToIgnoringNewLines("moodstream: --occlusion: there is no folder for " + picture);
  }

  @Test
  void shouldSayWhichDataATrainingIsMissing() {
    assertThat(execute("train", "--out", folder.toString())).isEqualTo(2);
    assertThat(execute("evaluate")).isEqualTo(2);

    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            moodstream: Missing required option: '--data=DIR|CSV|TAR.GZ'
            Try 'moodstream train --help'.
            moodstream: Missing required option: '--data=DIR|CSV|TAR.GZ'
            Try 'moodstream evaluate --help'.
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mixUp=0 | moodstream: --recipe: there is no 'mixUp', only epochs, batch,",
        "erased=2 | moodstream: --recipe: erased is 2.0: 0 to 1",
        "erased=much | 'much' is not a double"
      })
  void shouldSayWhatIsWrongWithARecipeBeforeAnythingIsRead(String change, String message) {
    String out = folder.resolve("out").toString();

    assertThat(execute("train", "--data", "none.csv", "--out", out, "--recipe", change))
        .isPositive();

    assertThat(err.toString()).contains(message);
  }

  @Test
  void shouldSayThatRequestsNameTheirOwnData() {
    assertThat(execute("train", "--serve", "--data", "x")).isEqualTo(2);
    assertThat(err.toString()).startsWith("moodstream: --serve takes no --data").hasLineCount(2);
  }

  @Test
  void shouldSayThatNoTrainerIsToBeAskedThere() {
    Path empty = folder.resolve("empty");

    assertThat(execute("trainings", "list", "--data-dir", empty.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no moodstream has run in " + empty).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "NaN", "Infinity"})
  void shouldRefuseARateThatNothingIsLearntAt(String rate) {
    assertThat(execute("trainings", "request", "--data", "faces", "--rate", rate)).isEqualTo(2);
    assertThat(err.toString())
        .matches("(?s)moodstream: a training at rate \\S+: it must be above 0, up to 1\n.*");
  }
}
