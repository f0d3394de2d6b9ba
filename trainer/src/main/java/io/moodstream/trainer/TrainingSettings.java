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

/** One training run. */
public record TrainingSettings(
    Inputs inputs, Learning learning, Measuring measuring, Computing computing, Output output) {
  public static final long DEFAULT_SEED = 2013;

  /**
   * What it learns from.
   *
   * @param data a folder or tar.gz of class folders, or Kaggle's csv
   * @param pictures makes faces of the files in {@code data}
   * @param targets what it learns from beside the labels
   */
  public record Inputs(Path data, PictureReader pictures, TargetSources targets) {
    public static Inputs labelled(Path data) {
      return new Inputs(data, PictureReader.WHOLE, TargetSources.LABELS);
    }

    public Inputs withTargets(TargetSources other) {
      return new Inputs(data, pictures, other);
    }
  }

  /**
   * How it learns.
   *
   * @param epochs instead of the architecture's own number; 0 only measures and packages {@code
   *     init}
   * @param rate the learning rate at its peak, instead of the architecture's own; fine-tuning wants
   *     a lower one
   * @param changes numbers of the architecture's recipe that are to be others, by their names
   * @param init a bundle of the same architecture whose weights the run starts from
   */
  public record Learning(
      Architecture architecture,
      OptionalInt epochs,
      OptionalDouble rate,
      Map<String, Double> changes,
      Optional<Path> init) {
    public Learning {
      changes = Collections.unmodifiableMap(new TreeMap<>(changes));
      rate.ifPresent(
          value -> {
            if (!(value > 0 && value <= 1)) {
              throw new TrainerException("--rate is %s: above 0, up to 1".formatted(value));
            }
          });
      boolean mayBeNone = init.isPresent();
      epochs.ifPresent(value -> requireEpochs(value, mayBeNone));
    }

    /** By the architecture's recipe. */
    public static Learning of(Architecture architecture) {
      return new Learning(
          architecture, OptionalInt.empty(), OptionalDouble.empty(), Map.of(), Optional.empty());
    }

    public Learning withEpochs(int number) {
      return new Learning(architecture, OptionalInt.of(number), rate, changes, init);
    }

    public Learning withChanges(Map<String, Double> others) {
      return new Learning(architecture, epochs, rate, others, init);
    }
  }

  /**
   * @param monitor on what each epoch is measured
   * @param patience epochs without a better accuracy after which the run ends early and the best
   *     epoch's weights are kept
   */
  public record Measuring(Monitor monitor, OptionalInt patience) {
    public Measuring {
      patience.ifPresent(value -> requirePositive("--patience", value));
      if (patience.isPresent() && monitor == Monitor.NOTHING) {
        throw new TrainerException(
            "--patience needs epochs that are measured: --monitor is nothing");
      }
    }

    public static Measuring on(Monitor monitor) {
      return new Measuring(monitor, OptionalInt.empty());
    }
  }

  /**
   * @param seed two runs with one seed and one thread are equal to the last bit on one machine;
   *     with several threads sums may be added in another order
   * @param threads that one operation may use
   * @param precision empty: bfloat16 where the processor has it and a first step agrees with
   *     float32
   */
  public record Computing(long seed, int threads, Optional<Precision> precision) {
    public Computing {
      requirePositive("--threads", threads);
    }
  }

  /**
   * @param folder receives the checkpoint, {@code epochs.jsonl} and the bundle, {@code model/}
   * @param resume goes on from the checkpoint in {@code folder}
   * @param mirrorAverage the finished model averages its answers to a face and its mirror image
   * @param command as typed, for the model's card
   */
  public record Output(Path folder, boolean resume, boolean mirrorAverage, String command) {
    public static Output to(Path folder, String command) {
      return new Output(folder, false, false, command);
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
    String command = "moodstream train --data %s --out %s".formatted(data, out);
    return new TrainingSettings(
        Inputs.labelled(data),
        Learning.of(Architecture.COMPACT),
        Measuring.on(Monitor.TEST),
        new Computing(DEFAULT_SEED, Runtime.getRuntime().availableProcessors(), Optional.empty()),
        Output.to(out, command));
  }

  public TrainingSettings with(Inputs other) {
    return new TrainingSettings(other, learning, measuring, computing, output);
  }

  public TrainingSettings with(Learning other) {
    return new TrainingSettings(inputs, other, measuring, computing, output);
  }

  public TrainingSettings with(Measuring other) {
    return new TrainingSettings(inputs, learning, other, computing, output);
  }

  public TrainingSettings with(Output other) {
    return new TrainingSettings(inputs, learning, measuring, computing, other);
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
