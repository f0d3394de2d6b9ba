package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.ByFile;
import io.moodstream.trainer.faces.DrawnFaces;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.Votes;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final List<Example> FACES = DrawnFaces.of(24, 1);
  private static final Recipe COMPACT = Recipe.of(Architecture.COMPACT);
  private static final Targets LABELS = Targets.labels(FACES, COMPACT.labelSmoothing());

  @Test
  void shouldMakeTheSameBatchAgain() {
    Batch first = batches(1).batch(batches(1).order(3), 3, 2);
    Batch again = batches(1).batch(batches(1).order(3), 3, 2);

    assertThat(again.images()).isEqualTo(first.images());
    assertThat(again.targets()).isEqualTo(first.targets());
  }

  @Test
  void shouldMakeAnotherBatchInAnotherEpochOrWithAnotherSeed() {
    float[] images = batches(1).batch(batches(1).order(3), 3, 2).images();

    assertThat(batches(1).batch(batches(1).order(3), 4, 2).images()).isNotEqualTo(images);
    assertThat(batches(2).batch(batches(1).order(3), 3, 2).images()).isNotEqualTo(images);
    assertThat(batches(1).order(4)).isNotEqualTo(batches(1).order(3));
  }

  @Test
  void shouldVisitEveryFaceOnceInAnEpoch() {
    int[] order = batches(1).order(1);

    Arrays.sort(order);
    for (int i = 0; i < order.length; i++) {
      assertThat(order[i]).isEqualTo(i);
    }
    assertThat(order).hasSize(FACES.size());
  }

  @Test
  void shouldKeepTargetsDistributionsAndImagesInRange() {
    Votes votes = new Votes(new ByFile<>());
    votes.byFile().put(FACES.get(0).name(), new float[] {.5f, 0, 0, 0, 0, 0, 0, .5f, 0, 0});
    Batches batches = new Batches(FACES, LABELS, votes, COMPACT, 1);

    Batch batch = batches.batch(batches.order(1), 1, 0);

    assertThat(batch.size()).isEqualTo(7 * 24 / 8);
    for (int row = 0; row < batch.size(); row++) {
      assertThat(sum(batch.targets(), row, 7)).isCloseTo(1, Offset.offset(1e-5));
      assertThat(sum(batch.votes(), row, 10)).isCloseTo(1, Offset.offset(1e-5));
    }
    for (float value : batch.images()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void shouldGiveThePaperPlainPixels() {
    Batches batches =
        new Batches(FACES, Targets.labels(FACES, 0), Votes.NONE, Recipe.of(Architecture.PAPER), 1);
    int[] order = batches.order(1);

    Batch batch = batches.batch(order, 1, 0);

    Example first = FACES.get(order[0]);
    for (int i = 0; i < Pixels.COUNT; i++) {
      assertThat(batch.images()[i]).isEqualTo(first.pixels().at(i) / 255f);
    }
    assertThat(batch.votes()).isEmpty();
  }

  @Test
  void shouldBlendNoImagesInTheLastEpochs() {
    Batches batches = batches(1);
    int last = COMPACT.epochs();

    Batch early = batches.batch(batches.order(1), 1, 0);
    Batch late = batches.batch(batches.order(last), last, 0);

    assertThat(answers(early)).anyMatch(answers -> answers.length > 2);
    assertThat(answers(late)).allMatch(answers -> answers.length == 2);
  }

  /** The distinct values of each row: of a smoothed label alone there are two. */
  private static List<double[]> answers(Batch batch) {
    List<double[]> answers = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      int at = row * 7;
      answers.add(
          IntStream.range(0, 7).mapToDouble(i -> batch.targets()[at + i]).distinct().toArray());
    }
    return answers;
  }

  @Test
  void shouldHandBatchesOverInOrder() throws InterruptedException {
    Batches batches = batches(1);
    try (Loader loader = new Loader(batches, 1, 3)) {
      for (int i = 0; i < batches.count(); i++) {
        assertThat(loader.next().images())
            .isEqualTo(batches.batch(batches.order(1), 1, i).images());
      }
    }
  }

  private static Batches batches(long seed) {
    return new Batches(FACES, LABELS, Votes.NONE, COMPACT, seed);
  }

  private static double sum(float[] values, int row, int width) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum += values[row * width + i];
    }
    return sum;
  }
}
