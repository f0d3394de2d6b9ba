package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.Expression;
import io.moodstream.pipeline.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VotesTest {
  private static final String HEADER = "file," + String.join(",", Votes.COLUMNS) + ",ambiguous\n";

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
    // Ambiguous: as if nobody had been asked.
    assertThat(votes.majority(example("c.jpg"))).isEmpty();
    assertThat(votes.of(example("c.jpg"))).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void shouldNameALineThatIsWrong() {
    assertThatThrownBy(() -> votes("a.jpg,1,2\n"))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("line 2 has 3 columns, line 1 has 12");
  }

  private Votes votes(String rows) throws IOException {
    return Votes.read(Files.writeString(folder.resolve("votes.csv"), HEADER + rows));
  }

  private static Example example(String name) {
    return new Example(name, Expression.SAD, new Pixels(new byte[Pixels.COUNT]));
  }
}
