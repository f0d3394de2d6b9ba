package io.moodstream.allinone.commands;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.options.ClassifierOptions;
import io.moodstream.allinone.options.LabelledOptions;
import io.moodstream.allinone.options.PictureOptions;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.trainer.evaluation.CameraEffect;
import io.moodstream.trainer.evaluation.Evaluation;
import io.moodstream.trainer.evaluation.EvaluationReport;
import io.moodstream.trainer.evaluation.Occlusion;
import io.moodstream.trainer.evaluation.Robustness;
import io.moodstream.trainer.faces.Dataset;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.Votes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model with the classes that serve it. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures a model on labelled faces.")
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private ClassifierOptions classifier = new ClassifierOptions();

  @Mixin private LabelledOptions labelled = new LabelledOptions();

  @Option(
      names = "--occlusion",
      paramLabel = "PNG",
      description = "Also draws which parts of the face each expression depends on.")
  private @Nullable Path occlusion;

  @Option(
      names = "--robustness",
      paramLabel = "PNG",
      description = {
        "Also measures up to 1,000 faces under JPEG, noise, motion blur, low light, small sizes,",
        "roll, cover and glasses, and draws the charts."
      })
  private @Nullable Path robustness;

  @Option(
      names = "--train-data",
      paramLabel = "DIR|CSV|TAR.GZ",
      description = {
        "What the model was trained on: accuracy is also given with and without near copies of",
        "these faces. Default: the train part of --data, if it has one."
      })
  private @Nullable Path trainData;

  @Option(names = "--json", description = "Prints one json object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    requireFolders();
    PrintWriter out = spec.commandLine().getOut();
    Dataset dataset = read();
    Votes votes = labelled.votes().map(Votes::read).orElse(Votes.NONE);
    dataset.notices().forEach(this::tell);
    dataset.leftOut().forEach(picture -> tell("left out: " + picture));
    if (labelled.votes().isPresent()) {
      tell(votes.coverage(dataset.measured()));
    }
    try (ExpressionModel model = classifier.openModel()) {
      Evaluation evaluation = evaluation(model, dataset, votes);
      Map<CameraEffect, List<Robustness.Point>> effects =
          robustness == null ? Map.of() : Robustness.of(model, dataset.measured());
      out.println(
          json
              ? EvaluationReport.json(evaluation, effects)
              : EvaluationReport.text(evaluation) + EvaluationReport.text(effects));
      if (robustness != null) {
        Files.write(robustness, Robustness.picture(effects));
      }
      if (occlusion != null) {
        Files.write(occlusion, Occlusion.picture(Occlusion.drops(model, dataset.measured())));
      }
    }
    out.flush();
    return 0;
  }

  private Evaluation evaluation(ExpressionModel model, Dataset dataset, Votes votes) {
    if (trainData == null) {
      return Evaluation.of(model, dataset, votes);
    }
    try (PictureOptions.Reader reader = labelled.reader()) {
      List<Example> train = Dataset.read(trainData, reader.pictures()).train();
      return Evaluation.of(model, dataset.measured(), train, votes);
    }
  }

  private void tell(String notice) {
    spec.commandLine().getErr().println("note: " + notice);
  }

  /** Checked before minutes of measuring. */
  private void requireFolders() {
    requireFolder("--occlusion", occlusion);
    requireFolder("--robustness", robustness);
  }

  private static void requireFolder(String option, @Nullable Path picture) {
    if (picture != null && !Files.isDirectory(picture.toAbsolutePath().resolveSibling("."))) {
      throw new Failure("%s: there is no folder for %s".formatted(option, picture));
    }
  }

  private Dataset read() {
    try (PictureOptions.Reader reader = labelled.reader()) {
      return Dataset.read(labelled.data(), reader.pictures());
    }
  }
}
