package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.TrainingSettings.Measuring;
import io.moodstream.trainer.TrainingSettings.Monitor;
import io.moodstream.trainer.faces.Dataset;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.SoftLabels;
import io.moodstream.trainer.faces.TrainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftLabelsTest {
  @RegisterExtension static final TinyRuns RUNS = new TinyRuns();

  private static final String HEADER = "file,angry,disgust,fear,happy,neutral,sad,surprise\n";

  @TempDir Path folder;

  @Test
  void shouldJoinRowsByFileNameAndScaleThemToOne() throws IOException {
    SoftLabels labels = read(HEADER + "train/sad/a.jpg,0.1,0,0.1,0,0.1,0.695,0\n");

    float[] row = labels.of(example("a.jpg")).orElseThrow();

    float sum = 0;
    for (float value : row) {
      sum += value;
    }
    assertThat(sum).isBetween(0.99999f, 1.00001f);
    assertThat(row[5]).isBetween(0.698f, 0.6987f);
    assertThat(labels.of(example("b.jpg"))).isEmpty();
  }

  @Test
  void shouldTellApartFilesOfOneNameInTwoFolders() throws IOException {
    String sure = "train/%s/a.jpg,%d,0,0,0,0,%d,0\n";

    SoftLabels labels = read(HEADER + sure.formatted("sad", 0, 1) + sure.formatted("angry", 1, 0));

    assertThat(labels.of(example("a.jpg")).orElseThrow()[5]).isEqualTo(1);
    assertThat(labels.of(new Example("a.jpg", Expression.FEAR, example("a.jpg").pixels())))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.jpg,1,0,0                 | line 2 has 4 columns, line 1 has 8",
        "a.jpg,0.5,0,0,0,0,0,0       | line 2: the seven probabilities sum to 0.5000, not 1",
        "a.jpg,1.5,0,0,0,0,0,0       | line 2: '1.5' for angry is not a probability from 0 to 1",
        "a.jpg,NaN,0,0,1,0,0,0       | line 2: 'NaN' for angry is not a probability from 0 to 1",
        "a.jpg,1,0,0,0,,0,0          | line 2: '' for neutral is not a probability from 0 to 1"
      })
  void shouldReportTheLineThatIsInvalid(String row, String message) {
    assertThatThrownBy(() -> read(HEADER + row + "\n"))
        .isInstanceOf(TrainerException.class)
        .hasMessageEndingWith("soft.csv: " + message);
  }

  @Test
  void shouldRefuseAFaceThatIsListedTwiceAndAForeignCsv() {
    assertThatThrownBy(() -> read(HEADER + "a.jpg,1,0,0,0,0,0,0\nx/a.jpg,1,0,0,0,0,0,0\n"))
        .hasMessageEndingWith("line 3: 'x/a.jpg' is listed a second time");
    assertThatThrownBy(() -> read("a,b\n"))
        .hasMessageEndingWith("line 1 must name the columns " + HEADER.trim());
  }

  @Test
  void shouldTrainOnSoftLabelsAndTellSuchARunFromOthers() throws Exception {
    // Sure that every face is happy: a network that learned from it answers happy.
    TrainingSettings settings = settings("soft", csvOfHappyFaces(), 1);

    ModelBundle bundle = Trainer.train(settings, TrainingListener.silent());

    assertThat(bundle.card().metrics().confusionMatrix())
        .allSatisfy(row -> assertThat(row.get(3)).isEqualTo(8));
    assertThat(bundle.card().metrics().extras())
        .containsEntry("targetShareOfSoftLabels", 1.0)
        .containsEntry("targetShareOfLabel", 0.0);
    assertThat(TrainingPlan.of(settings).identity()).contains(", soft labels ");
    assertThat(TrainingPlan.of(settings).notices())
        .contains("168 of 168 training faces have soft labels");
  }

  @Test
  void shouldRefuseWeightsThatLeaveLessThanNothingForTheLabel() throws IOException {
    TrainingSettings settings = settings("much", csvOfHappyFaces(), 0.75);

    assertThatThrownBy(() -> TrainingPlan.of(withTeacher(settings)))
        .isInstanceOf(TrainerException.class)
        .hasMessage("--recipe: teacherWeight 0.5 and softLabelsWeight 0.75 sum to more than 1");
  }

  @Test
  void shouldRefuseAPilotWhoseHeldOutFacesTheCsvLists() throws IOException {
    TrainingSettings pilot = monitored(settings("pilot", csvOfHappyFaces(), 0.5), Monitor.HOLD_OUT);

    assertThatThrownBy(() -> TrainingPlan.of(pilot))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("--soft-labels lists held-out faces");
  }

  @Test
  void shouldRefuseACsvOfOtherFaces() throws IOException {
    Path csv = write(HEADER + "other.jpg,1,0,0,0,0,0,0\n");

    assertThatThrownBy(() -> TrainingPlan.of(settings("foreign-csv", csv, 0.5)))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("not one of the 168 training faces is listed")
        .hasMessageContaining("'other.jpg' in the csv");
  }

  private Path csvOfHappyFaces() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (Example face : Dataset.read(RUNS.data()).train()) {
      rows.append(face.name()).append(",0,0,0,1,0,0,0\n");
    }
    return write(rows.toString());
  }

  private static TrainingSettings settings(String run, Path csv, double weight) {
    TrainingSettings plain = RUNS.settings(run, Map.of("softLabelsWeight", weight));
    return withTargets(plain, new TargetSources(Optional.empty(), Optional.of(csv), List.of()));
  }

  private static TrainingSettings withTeacher(TrainingSettings plain) {
    return withTargets(
        plain,
        new TargetSources(
            Optional.empty(),
            plain.inputs().targets().softLabels(),
            List.of(RUNS.whole().folder())));
  }

  private static TrainingSettings withTargets(TrainingSettings plain, TargetSources targets) {
    return plain.with(plain.inputs().withTargets(targets)).with(plain.learning().withEpochs(4));
  }

  private static TrainingSettings monitored(TrainingSettings plain, Monitor monitor) {
    return plain.with(Measuring.on(monitor));
  }

  private SoftLabels read(String csv) throws IOException {
    return SoftLabels.read(write(csv));
  }

  private Path write(String csv) throws IOException {
    return Files.writeString(folder.resolve("soft.csv"), csv);
  }

  private static Example example(String name) {
    return new Example(name, Expression.SAD, new Pixels(new byte[Pixels.COUNT]));
  }
}
