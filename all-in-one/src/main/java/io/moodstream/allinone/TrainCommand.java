package io.moodstream.allinone;

import io.moodstream.emotionclassifier.ModelBundle;
import io.moodstream.trainer.Architecture;
import io.moodstream.trainer.ConsoleListener;
import io.moodstream.trainer.ImageExport;
import io.moodstream.trainer.PictureReader;
import io.moodstream.trainer.Precision;
import io.moodstream.trainer.Trainer;
import io.moodstream.trainer.TrainingSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a model bundle from labelled faces. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains a network on labelled faces and writes a model bundle.")
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR|CSV|TAR.GZ",
      description = {
        "Class folders ([train|test/]<expression>/*.jpg|png), as they are or in a tar.gz, or",
        "FER-2013's csv (emotion,pixels,Usage)."
      })
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Receives checkpoints, curves and the bundle (DIR/model).")
  private @Nullable Path out;

  @Option(
      names = "--architecture",
      paramLabel = "compact|paper",
      defaultValue = "compact",
      description = "Default: ${DEFAULT-VALUE}")
  private String architecture = "compact";

  @Option(names = "--epochs", paramLabel = "N", description = "Default: the architecture's own.")
  private @Nullable Integer epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "2013",
      description = "With --threads 1 two runs of one seed are equal. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--precision",
      paramLabel = "fp32|bf16",
      description = "Default: bf16 where the processor has it and a self-check agrees.")
  private @Nullable Precision precision;

  @Option(
      names = "--monitor",
      paramLabel = "test|hold_out|nothing",
      defaultValue = "test",
      description = "What each epoch is measured on. Default: ${DEFAULT-VALUE}")
  private TrainingSettings.Monitor monitor = TrainingSettings.Monitor.TEST;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stops early after N epochs without a better accuracy.")
  private @Nullable Integer patience;

  @Option(
      names = "--votes",
      paramLabel = "CSV",
      description = "FER+'s annotators' votes, as a second target.")
  private @Nullable Path votes;

  @Option(
      names = "--init",
      paramLabel = "BUNDLE",
      description = "Starts from this model's weights (fine-tuning).")
  private @Nullable Path init;

  @Option(
      names = "--teacher",
      paramLabel = "BUNDLE",
      description = "Half of each target becomes what this model sees in the face (distillation).")
  private @Nullable Path teacher;

  @Mixin private PictureOptions pictures = new PictureOptions();

  @Option(names = "--resume", description = "Goes on from the checkpoint in --out.")
  private boolean resume;

  @Option(
      names = "--export-images",
      paramLabel = "DIR",
      description = "Only turns the csv of --data into pictures in class folders.")
  private @Nullable Path exportImages;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (exportImages != null) {
      int count = ImageExport.export(data, exportImages);
      System.out.printf("%,d pictures written to %s%n", count, exportImages);
      return 0;
    }
    boolean terminal = Boolean.getBoolean("moodstream.terminal");
    PrintStream console = System.err;
    try (var listener = new ConsoleListener(console, terminal);
        PictureOptions.Reader reader = pictures.reader()) {
      ModelBundle bundle = Trainer.train(settings(reader.pictures()), listener);
      System.out.println("the model is in " + bundle.folder());
    }
    return 0;
  }

  private TrainingSettings settings(PictureReader reader) {
    if (out == null) {
      throw new Failure("--out DIR is missing: where shall the model go?");
    }
    return new TrainingSettings(
        data,
        reader,
        out,
        Architecture.ofLabel(architecture),
        optional(epochs),
        seed,
        threads,
        Optional.ofNullable(precision),
        monitor,
        optional(patience),
        Optional.ofNullable(votes),
        Optional.ofNullable(init),
        Optional.ofNullable(teacher),
        resume,
        typed());
  }

  private String typed() {
    return "moodstream "
        + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
