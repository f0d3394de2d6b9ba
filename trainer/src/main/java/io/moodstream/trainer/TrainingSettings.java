package io.moodstream.trainer;

import io.moodstream.trainer.faces.PictureReader;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Precision;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One training run.
 *
 * @param data a folder or tar.gz of class folders, or Kaggle's csv
 * @param pictures makes faces of the files in {@code data}
 * @param out receives the checkpoint, {@code epochs.jsonl} and the bundle, {@code model/}
 * @param epochs instead of the architecture's own number; 0 only measures and packages {@code init}
 * @param seed two runs with one seed and one thread are equal to the last bit on one machine; with
 *     several threads sums may be added in another order
 * @param threads that one operation may use
 * @param precision empty: bfloat16 where the processor has it and a first step agrees with float32
 * @param monitor on what each epoch is measured
 * @param patience epochs without a better accuracy after which the run ends early and the best
 *     epoch's weights are kept
 * @param targets what it learns from beside the labels
 * @param init a bundle of the same architecture whose weights the run starts from
 * @param rate the learning rate at its peak, instead of the architecture's own; fine-tuning wants a
 *     lower one
 * @param changes numbers of the architecture's recipe that are to be others, by their names
 * @param mirrorAverage the finished model averages its answers to a face and its mirror image
 * @param resume goes on from the checkpoint in {@code out}
 * @param command as typed, for the model's card
 */
public record TrainingSettings(
    Path data,
    PictureReader pictures,
    Path out,
    Architecture architecture,
    OptionalInt epochs,
    long seed,
    int threads,
    Optional<Precision> precision,
    Monitor monitor,
    OptionalInt patience,
    TargetSources targets,
    Optional<Path> init,
    OptionalDouble rate,
    Map<String, Double> changes,
    boolean mirrorAverage,
    boolean resume,
    String command) {
  public static final long DEFAULT_SEED = 2013;

  public TrainingSettings {
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    rate.ifPresent(
        value -> {
          if (!(value > 0 && value <= 1)) {
            throw new TrainerException("--rate is %s: above 0, up to 1".formatted(value));
          }
        });
    epochs.ifPresent(value -> requireEpochs(value, init.isPresent()));
    patience.ifPresent(value -> requirePositive("--patience", value));
    requirePositive("--threads", threads);
    if (patience.isPresent() && monitor == Monitor.NOTHING) {
      throw new TrainerException("--patience needs epochs that are measured: --monitor is nothing");
    }
  }

  /** On what each epoch is measured. */
  public enum Monitor {
    /** The test pictures; a held-out tenth where there are none. */
    TEST,
    /** A fixed tenth of the training pictures, which is not trained on: to choose recipes by. */
    HOLD_OUT,
    /** Only the finished model is measured, on the test pictures, once. */
    NOTHING
  }

  /** The compact network on all processors. */
  public static TrainingSettings of(Path data, Path out) {
    return new TrainingSettings(
        data,
        PictureReader.WHOLE,
        out,
        Architecture.COMPACT,
        OptionalInt.empty(),
        DEFAULT_SEED,
        Runtime.getRuntime().availableProcessors(),
        Optional.empty(),
        Monitor.TEST,
        OptionalInt.empty(),
        TargetSources.LABELS,
        Optional.empty(),
        OptionalDouble.empty(),
        Map.of(),
        false,
        false,
        "moodstream train --data %s --out %s".formatted(data, out));
  }

  /** None: the weights of {@code --init} are measured and packaged as they are. */
  private static void requireEpochs(int epochs, boolean init) {
    if (epochs != 0 || !init) {
      requirePositive("--epochs", epochs);
    }
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new TrainerException("%s is %d: at least 1".formatted(option, value));
    }
  }
}
