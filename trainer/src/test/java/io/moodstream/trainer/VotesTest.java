package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.DrawnFaces;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.faces.Votes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VotesTest {
  private static final String HEADER = "file," + String.join(",", Votes.COLUMNS) + ",ambiguous\n";

  private static final String ROW = "%s,1,0,0,6,0,0,0,0,3,0,0\n";

  @TempDir Path folder;

  @Test
  void shouldJoinVotesByTheNameOfTheFile() throws IOException {
    Votes votes =
        votes(
            """
            train/sad/a.jpg,1,0,0,6,0,0,0,0,3,0,0
            train/sad/b.jpg,5,0,0,5,0,0,0,0,0,0,0
            train/sad/c.jpg,0,0,0,9,0,0,0,0,1,0,1
            """);

    assertThat(votes.of(example("a.jpg"))).containsExactly(0.1f, 0, 0, 0.6f, 0, 0, 0, 0, 0.3f, 0);
    assertThat(votes.majority(example("a.jpg"))).contains(Expression.SAD);
    assertThat(votes.majority(example("b.jpg"))).isEmpty();
    // Ambiguous: as if no one had been asked.
    assertThat(votes.majority(example("c.jpg"))).isEmpty();
    assertThat(votes.of(example("c.jpg"))).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void shouldNameALineThatIsWrong() {
    assertThatThrownBy(() -> votes("a.jpg,1,2\n"))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("line 2 has 3 columns, line 1 has 12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-3", "1.5", ""})
  void shouldNameTheLineOfANumberThatIsNone(String cell) {
    assertThatThrownBy(
            () ->
                votes(
                    "a.jpg,1,0,0,6,0,0,0,0,3,0,0\nb.jpg,1,0,0,%s,0,0,0,0,3,0,0\n".formatted(cell)))
        .isInstanceOf(TrainerException.class)
        .hasMessageEndingWith(
            "votes.csv: line 3: the votes '%s' for sadness are no whole number from 0", cell);
  }

  @Test
  void shouldTellAFileWithoutAHeader() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");

    assertThatThrownBy(() -> Votes.read(empty))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("empty.csv: line 1 must name the columns file,neutral,");
  }

  @Test
  void shouldSayOfHowManyFacesThereAreVotes() throws IOException {
    Votes votes = votes("train/sad/a.jpg,1,0,0,6,0,0,0,0,3,0,0\n\n");

    assertThat(votes.coverage(List.of(example("a.jpg"), example("b.jpg"))))
        .isEqualTo("1 of 2 faces have votes");
    assertThatThrownBy(() -> votes.coverage(List.of(example("line 2"))))
        .isInstanceOf(TrainerException.class)
        .hasMessageStartingWith("none of the 1 faces has votes")
        .hasMessageContaining("'a.jpg' there, 'line 2' here");
  }

  @Test
  void shouldNotTrainWithVotesThatMeetNoFace() throws IOException {
    Path data = DrawnFaces.folder(folder.resolve("data"), 12, 1);
    Path csv = Files.writeString(folder.resolve("votes.csv"), HEADER + ROW.formatted("sad_0.png"));
    Path other = Files.writeString(folder.resolve("other.csv"), HEADER + ROW.formatted("1.jpg"));

    assertThat(TrainingPlan.of(settings(data, csv)).notices())
        .containsExactly("2 of 91 faces have votes");
    assertThatThrownBy(() -> TrainingPlan.of(settings(data, other)))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("none of the 91 faces has votes");
  }

  private static TrainingSettings settings(Path data, Path votes) {
    TrainingSettings plain = TrainingSettings.of(data, data);
    return plain.with(
        plain
            .inputs()
            .withTargets(new TargetSources(Optional.of(votes), Optional.empty(), List.of())));
  }

  private Votes votes(String rows) throws IOException {
    return Votes.read(Files.writeString(folder.resolve("votes.csv"), HEADER + rows));
  }

  private static Example example(String name) {
    return new Example(name, Expression.SAD, new Pixels(new byte[Pixels.COUNT]));
  }
}
