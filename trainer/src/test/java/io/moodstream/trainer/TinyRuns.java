package io.moodstream.trainer;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.trainer.TrainingSettings.Computing;
import io.moodstream.trainer.TrainingSettings.Inputs;
import io.moodstream.trainer.TrainingSettings.Learning;
import io.moodstream.trainer.TrainingSettings.Measuring;
import io.moodstream.trainer.TrainingSettings.Monitor;
import io.moodstream.trainer.TrainingSettings.Output;
import io.moodstream.trainer.faces.DrawnFaces;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Runs of a small network on drawn faces. The one called "whole" is trained once for all tests. */
public final class TinyRuns implements BeforeAllCallback {
  private static final Namespace ALL_TESTS = Namespace.create(TinyRuns.class);

  private Optional<Whole> trained = Optional.empty();

  /** JUnit closes it after the last test. */
  private record Whole(Path folder, ModelBundle bundle) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    trained =
        Optional.of(
            context
                .getRoot()
                .getStore(ALL_TESTS)
                .getOrComputeIfAbsent(Whole.class, key -> train(), Whole.class));
  }

  private static Whole train() {
    try {
      Path folder = Files.createTempDirectory("moodstream-runs-");
      Path data = DrawnFaces.folder(folder.resolve("data"), 24, 8);
      ModelBundle bundle =
          Trainer.train(
              settings(
                  data, folder.resolve("whole"), TrainingSettings.DEFAULT_SEED, Map.of(), false),
              TrainingListener.silent());
      return new Whole(folder, bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The pictures: 24 of each expression to train on, 8 to test with. */
  Path data() {
    return folder("data");
  }

  /** What the run called "whole" came to. */
  ModelBundle whole() {
    return trained.orElseThrow().bundle();
  }

  Path folder(String run) {
    return trained.orElseThrow().folder().resolve(run);
  }

  Path checkpoint(String run) {
    return folder(run).resolve(Trainer.CHECKPOINT);
  }

  /** As those of the run called "whole". */
  TrainingSettings settings(String run) {
    return settings(run, Map.of());
  }

  /** As those of the run called "whole", but for some numbers of the recipe. */
  TrainingSettings settings(String run, Map<String, Double> changes) {
    return settings(data(), folder(run), TrainingSettings.DEFAULT_SEED, changes, false);
  }

  TrainingSettings resumed(String run) {
    return resumed(run, TrainingSettings.DEFAULT_SEED);
  }

  TrainingSettings resumed(String run, long seed) {
    return settings(data(), folder(run), seed, Map.of(), true);
  }

  /** Of a run that begins with what others have learnt. */
  TrainingSettings settings(
      String run,
      int epochs,
      long seed,
      Monitor monitor,
      OptionalInt patience,
      Optional<Path> init,
      List<Path> teachers,
      OptionalDouble rate) {
    var learning = new Learning(Architecture.TINY, OptionalInt.of(epochs), rate, Map.of(), init);
    return settings(data(), folder(run), seed, Map.of(), false)
        .with(learning)
        .with(new Measuring(monitor, patience))
        .with(
            Inputs.labelled(data())
                .withTargets(new TargetSources(Optional.empty(), Optional.empty(), teachers)));
  }

  public static TrainingSettings settings(
      Path data, Path out, long seed, Map<String, Double> changes, boolean resume) {
    return new TrainingSettings(
        Inputs.labelled(data),
        Learning.of(Architecture.TINY).withChanges(changes),
        Measuring.on(Monitor.TEST),
        new Computing(seed, 1, Optional.of(Precision.FP32)),
        new Output(out, resume, false, "test"));
  }
}
