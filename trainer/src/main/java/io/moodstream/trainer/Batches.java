package io.moodstream.trainer;

import io.moodstream.emotionclassifier.model.Preprocessing;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.Votes;
import io.moodstream.trainer.network.Recipe;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The batches of a run: which images, how changed and blended. Each follows from the seed, the
 * epoch and its index alone, so that threads may make them in any order and a resumed run sees what
 * it would have seen.
 */
final class Batches {
  private static final int CLASSES = Expression.ALL.size();
  private static final int FEWEST_STEPS = 8;

  private final List<Example> examples;
  private final Targets targets;
  private final Votes votes;
  private final Recipe recipe;
  private final long seed;

  /**
   * @param targets of the {@code examples}
   */
  Batches(List<Example> examples, Targets targets, Votes votes, Recipe recipe, long seed) {
    this.examples = List.copyOf(examples);
    this.targets = targets;
    this.votes = votes;
    this.recipe = recipe;
    this.seed = seed;
  }

  /** Steps in an epoch: the images that do not fill a batch wait for another epoch's order. */
  int count() {
    return examples.size() / size();
  }

  /**
   * Of a batch: smaller than the recipe's where there are few pictures, or an epoch would be a step
   * or two.
   */
  int size() {
    return Math.max(1, Math.min(recipe.batch(), examples.size() / FEWEST_STEPS));
  }

  /** The indices of the examples in the order of this epoch. */
  int[] order(int epoch) {
    int[] order = IntStream.range(0, examples.size()).toArray();
    SplittableRandom random = random(epoch, -1);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  Batch batch(int[] order, int epoch, int index) {
    int size = size();
    SplittableRandom random = random(epoch, index);
    Batch batch =
        new Batch(
            size,
            new float[size * Pixels.COUNT],
            new float[size * CLASSES],
            new float[votes.isEmpty() ? 0 : size * Votes.COLUMNS.size()]);
    for (int i = 0; i < size; i++) {
      fill(batch, i, order[index * size + i], random.split());
    }
    if (recipe.blends(epoch)) {
      mix(batch, beta(recipe.mixup(), random));
    }
    return batch;
  }

  private void fill(Batch batch, int row, int index, SplittableRandom random) {
    Example example = examples.get(index);
    FloatBuffer input = FloatBuffer.wrap(batch.images(), row * Pixels.COUNT, Pixels.COUNT);
    recipe
        .augmentation()
        .ifPresentOrElse(
            change -> Preprocessing.write(change.apply(example.pixels(), random), input),
            () -> Preprocessing.write(example.pixels(), input));
    targets.copy(index, batch.targets(), row);
    if (batch.votes().length > 0) {
      float[] seen = votes.of(example);
      System.arraycopy(seen, 0, batch.votes(), row * seen.length, seen.length);
    }
  }

  /** Blends each row with its mirror image in the batch: the order is random already. */
  private static void mix(Batch batch, float share) {
    mix(batch.images(), Pixels.COUNT, share);
    mix(batch.targets(), CLASSES, share);
    mix(batch.votes(), Votes.COLUMNS.size(), share);
  }

  private static void mix(float[] rows, int width, float share) {
    int count = rows.length / width;
    for (int row = 0; row < count / 2; row++) {
      int other = count - 1 - row;
      for (int i = 0; i < width; i++) {
        float a = rows[row * width + i];
        float b = rows[other * width + i];
        rows[row * width + i] = share * a + (1 - share) * b;
        rows[other * width + i] = share * b + (1 - share) * a;
      }
    }
  }

  /** Beta(α, α), at least one half (Jöhnk, 1964; α at most 1). */
  private static float beta(float alpha, SplittableRandom random) {
    while (true) {
      double a = Math.pow(random.nextDouble(), 1 / alpha);
      double b = Math.pow(random.nextDouble(), 1 / alpha);
      if (a + b <= 1 && a + b > 0) {
        double share = a / (a + b);
        return (float) Math.max(share, 1 - share);
      }
    }
  }

  private SplittableRandom random(int epoch, int index) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch * 1_000_003L + index).split();
  }
}
