package io.moodstream.allinone;

import io.moodstream.emotionclassifier.ExpressionModel;
import io.moodstream.trainer.Dataset;
import io.moodstream.trainer.Evaluation;
import io.moodstream.trainer.EvaluationReport;
import io.moodstream.trainer.Occlusion;
import io.moodstream.trainer.Votes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how good a model is, through the very classes that serve it. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures a model on labelled faces.")
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private ClassifierOptions classifier = new ClassifierOptions();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR|CSV|TAR.GZ",
      description = {
        "Labelled faces: <expression>/*.jpg|png (expressions may be missing), or FER-2013's csv.",
        "Where they are divided into train and test, the test part is measured."
      })
  private Path data = Path.of("");

  @Option(
      names = "--votes",
      paramLabel = "CSV",
      description = "FER+'s annotators' votes: tells the agreement with their majority.")
  private @Nullable Path votes;

  @Option(
      names = "--occlusion",
      paramLabel = "PNG",
      description = "Also draws which parts of the face each expression depends on.")
  private @Nullable Path occlusion;

  @Mixin private PictureOptions pictures = new PictureOptions();

  @Option(names = "--json", description = "Prints one json object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Dataset dataset = read();
    dataset.notices().forEach(notice -> spec.commandLine().getErr().println("note: " + notice));
    try (ExpressionModel model = classifier.openModel()) {
      Evaluation evaluation =
          Evaluation.of(model, dataset, votes == null ? Votes.NONE : Votes.read(votes));
      out.println(json ? EvaluationReport.json(evaluation) : EvaluationReport.text(evaluation));
      if (occlusion != null) {
        Files.write(occlusion, Occlusion.picture(Occlusion.drops(model, dataset.measured())));
      }
    }
    out.flush();
    return 0;
  }

  private Dataset read() {
    try (PictureOptions.Reader reader = pictures.reader()) {
      return Dataset.read(data, reader.pictures());
    }
  }
}
