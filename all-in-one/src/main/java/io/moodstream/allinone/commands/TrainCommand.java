package io.moodstream.allinone.commands;

import io.moodstream.allinone.options.LabelledOptions;
import io.moodstream.allinone.options.PictureOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.process.Shutdown;
import io.moodstream.trainer.ConsoleListener;
import io.moodstream.trainer.TargetSources;
import io.moodstream.trainer.Trainer;
import io.moodstream.trainer.TrainingSettings;
import io.moodstream.trainer.TrainingSettings.Computing;
import io.moodstream.trainer.TrainingSettings.Inputs;
import io.moodstream.trainer.TrainingSettings.Learning;
import io.moodstream.trainer.TrainingSettings.Measuring;
import io.moodstream.trainer.TrainingSettings.Output;
import io.moodstream.trainer.evaluation.EvaluationReport;
import io.moodstream.trainer.faces.ImageExport;
import io.moodstream.trainer.faces.PictureReader;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Precision;
import io.moodstream.trainer.service.ServiceSettings;
import io.moodstream.trainer.service.TrainingStage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
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
  @Mixin private LabelledOptions labelled = new LabelledOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Receives checkpoints, curves and the bundle (DIR/model); with --serve a folder for each",
        "request, by default in --data-dir."
      })
  private @Nullable Path out;

  @Option(
      names = "--architecture",
      paramLabel = "compact|paper",
      defaultValue = "compact",
      description = "Default: ${DEFAULT-VALUE}")
  private Architecture architecture = Architecture.COMPACT;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Default: the architecture's own. 0: only measures and packages --init.")
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
      names = "--init",
      paramLabel = "BUNDLE",
      description = "Starts from this model's weights (fine-tuning).")
  private @Nullable Path init;

  @Option(
      names = "--teacher",
      paramLabel = "BUNDLE",
      description = {
        "Half of each target becomes what this model sees in the face (distillation); the mean of",
        "several, where it is given several times."
      })
  private List<Path> teachers = new ArrayList<>();

  @Option(
      names = "--soft-labels",
      paramLabel = "CSV",
      description = {
        "Seven probabilities for each training face (file,angry,disgust,fear,happy,neutral,sad,",
        "surprise) become a quarter of each target; see --recipe softLabelsWeight."
      })
  private @Nullable Path softLabels;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = {
        "The learning rate at its peak. Default: the architecture's own. With --init a lower one",
        "forgets less: for --serve's requests, a tenth is the default."
      })
  private @Nullable Double rate;

  @Option(
      names = "--recipe",
      paramLabel = "NAME=NUMBER",
      description = {
        "Changes one number of the architecture's recipe, such as mixup=0, erased=0.5, batch=64 or",
        "weightDecay=1e-4; an unknown name lists them all."
      })
  private Map<String, Double> recipe = new TreeMap<>();

  @Option(
      names = "--mirror-average",
      description = {
        "The finished model averages its answers to a face and its mirror image, in one call at",
        "twice the work."
      })
  private boolean mirrorAverage;

  @Option(names = "--resume", description = "Goes on from the checkpoint in --out.")
  private boolean resume;

  @Option(
      names = "--export-images",
      paramLabel = "DIR",
      description = "Only turns the csv of --data into pictures in class folders.")
  private @Nullable Path exportImages;

  @Option(
      names = "--serve",
      description = {
        "Waits on Kafka for requests ('moodstream trainings request', or the dashboard) and trains",
        "one after the other; what comes of them is published. Goes with --data-root, --out,",
        "--threads, --precision and --detect-faces; the rest is the requests' own."
      })
  private boolean serve;

  @Option(
      names = "--data-root",
      paramLabel = "DIR",
      defaultValue = ".",
      description = {
        "With --serve: requests may name data below this folder only. Default: the current one."
      })
  private Path dataRoot = Path.of(".");

  @Mixin private StageOptions stage = new StageOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (serve) {
      return serve();
    }
    if (exportImages != null) {
      int count = ImageExport.export(labelled.data(), exportImages);
      System.out.printf("%,d pictures written to %s%n", count, exportImages);
      return 0;
    }
    return train();
  }

  @SuppressWarnings("try") // A signal interrupts this thread until the result is printed.
  private int train() {
    boolean terminal = Boolean.getBoolean("moodstream.terminal");
    PrintStream console = System.err;
    try (Shutdown shutdown = Shutdown.onSignal();
        var listener = new ConsoleListener(console, terminal);
        PictureOptions.Reader reader = labelled.reader()) {
      try {
        ModelBundle bundle = Trainer.train(settings(reader.pictures()), listener);
        System.out.print(EvaluationReport.text(bundle.card()));
        System.out.println("the model is in " + bundle.folder());
        return 0;
      } catch (InterruptedException e) {
        listener.stopped(resume ? typed() : typed() + " --resume");
        return 1;
      }
    }
  }

  private int serve() throws Exception {
    if (labelled.named().isPresent()) {
      throw new UsageError("--serve takes no --data: requests name theirs, below --data-root");
    }
    try (PictureOptions.Reader reader = labelled.reader()) {
      return stage.run(
          KafkaUser.TRAINER,
          (kafka, metrics, state) ->
              TrainingStage.of(
                  kafka,
                  metrics,
                  new ServiceSettings(
                      out == null ? state.resolve("trainings") : out,
                      dataRoot,
                      reader.pictures(),
                      threads,
                      Optional.ofNullable(precision))));
    }
  }

  private TrainingSettings settings(PictureReader reader) {
    Path folder =
        Optional.ofNullable(out)
            .orElseThrow(() -> new UsageError("--out DIR is missing: where shall the model go?"));
    var targets = new TargetSources(labelled.votes(), Optional.ofNullable(softLabels), teachers);
    return UsageError.unlessValid(
        () ->
            new TrainingSettings(
                new Inputs(labelled.data(), reader, targets),
                new Learning(
                    architecture,
                    optional(epochs),
                    rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                    recipe,
                    Optional.ofNullable(init)),
                new Measuring(monitor, optional(patience)),
                new Computing(seed, threads, Optional.ofNullable(precision)),
                new Output(folder, resume, mirrorAverage, typed())));
  }

  private String typed() {
    return "moodstream "
        + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
