package io.moodstream.allinone.options;

import io.moodstream.allinone.ScratchFolder;
import io.moodstream.emotionclassifier.ClassifierSettings;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that analyses faces. */
public final class ClassifierOptions {
  @Option(
      names = "--model",
      paramLabel = "BUNDLE",
      description = "A model bundle's folder. Default: the model that comes with moodstream")
  private @Nullable Path model;

  public ClassifierSettings settings(FlowOptions flow) {
    return UsageError.unlessValid(
        () -> new ClassifierSettings(Optional.ofNullable(model), flow.freshness(), flow.threads()));
  }

  /** For faces that come from no stream. */
  public ExpressionModel openModel() {
    if (model != null) {
      return ExpressionModel.load(ModelBundle.open(model));
    }
    // TensorFlow reads a model from a folder, and ours is in a jar.
    try (var scratch = ScratchFolder.create()) {
      return ExpressionModel.load(ModelBundle.shipped(scratch.path()));
    }
  }
}
