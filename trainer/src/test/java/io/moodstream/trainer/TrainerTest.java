package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moodstream.emotionclassifier.ExpressionModel;
import io.moodstream.emotionclassifier.ModelBundle;
import io.moodstream.pipeline.Expression;
import io.moodstream.pipeline.Pixels;
import io.moodstream.pipeline.Probabilities;
import io.moodstream.trainer.TrainingSettings.Monitor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small network on drawn faces, all the way: trained, interrupted, gone on with, packaged,
 * served.
 */
class TrainerTest {
  @TempDir static Path folder;
  private static Path data;
  private static ModelBundle bundle;

  @BeforeAll
  static void trainOnce() throws Exception {
    data = DrawnFaces.folder(folder.resolve("data"), 24, 8);
    bundle = Trainer.train(settings("whole"), TrainingListener.silent());
  }

  @Test
  void shouldLearnDrawnFaces() {
    assertThat(bundle.card().metrics().accuracy()).isGreaterThan(0.9);
    assertThat(bundle.card().data().trainingImages()).isEqualTo(7 * 24);
    assertThat(bundle.card().data().testImages()).isEqualTo(7 * 8);
    assertThat(bundle.card().parameters()).isBetween(10_000L, 40_000L);
    assertThat(bundle.files()).containsKeys("curves.png", "confusion.png");
  }

  @Test
  void shouldServeTheProbabilitiesThatItMeasured() {
    List<Pixels> faces = Dataset.read(data).test().stream().map(Example::pixels).toList();
    Map<String, Weight> weights =
        TrainingGraph.serving(Checkpoint.read(checkpoint("whole")).weights());

    List<Probabilities> served;
    try (ExpressionModel model = ExpressionModel.load(bundle)) {
      served = model.judge(faces);
    }

    try (InferenceGraph graph = new InferenceGraph(Architecture.TINY, weights, 1)) {
      float[][] logits = graph.logits(faces);
      for (int i = 0; i < logits.length; i++) {
        double[] expected = Logits.softmax(Logits.doubles(logits[i]), bundle.card().temperature());
        for (int k = 0; k < expected.length; k++) {
          assertThat((double) served.get(i).values()[k])
              .isCloseTo(expected[k], Offset.offset(1e-5));
        }
      }
    }
  }

  @Test
  void shouldGoOnAsIfItHadNeverStopped() throws Exception {
    assertThatThrownBy(() -> Trainer.train(settings("cut"), interruptedIn(4)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Checkpoint.read(checkpoint("cut")).epoch()).isEqualTo(3);

    ModelBundle resumed = Trainer.train(resumed("cut"), TrainingListener.silent());

    assertThat(Checkpoint.read(checkpoint("cut")).weights())
        .isEqualTo(Checkpoint.read(checkpoint("whole")).weights());
    assertThat(resumed.graph().sha256()).isEqualTo(bundle.graph().sha256());
    assertThat(Files.readAllLines(folder.resolve("cut/epochs.jsonl"))).hasSize(18);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldEndWithTheLastCheckpointWhenTheDiskIsFullAndGoOnWhenThereIsRoom() throws Exception {
    Path part = folder.resolve("full/checkpoint.bin.part");

    assertThatThrownBy(() -> Trainer.train(settings("full"), after(3, () -> linkToAFullDisk(part))))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("No space left on device. The one before is intact");

    assertThat(Checkpoint.read(checkpoint("full")).epoch()).isEqualTo(3);
    var unused = Trainer.train(resumed("full"), TrainingListener.silent());
    assertThat(Checkpoint.read(checkpoint("full")).weights())
        .isEqualTo(Checkpoint.read(checkpoint("whole")).weights());
  }

  @Test
  void shouldNotMistakeAnInterruptForABrokenFile() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Trainer.train(settings("never"), TrainingListener.silent()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void shouldNotOverwriteARun() {
    assertThatThrownBy(() -> Trainer.train(settings("whole"), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("--resume");
  }

  @Test
  void shouldRefuseACheckpointOfAnotherRun() throws IOException {
    Files.createDirectories(folder.resolve("other"));
    Files.copy(checkpoint("whole"), checkpoint("other"));

    assertThatThrownBy(() -> Trainer.train(with(resumed("other"), 99), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("another run")
        .hasMessageContaining("seed 99");
  }

  @Test
  void shouldTellALossThatIsNoNumber() throws IOException {
    Checkpoint whole = Checkpoint.read(checkpoint("whole"));
    Map<String, Weight> broken = new LinkedHashMap<>(whole.weights());
    Weight kernel = whole.weights().get("stem/kernel");
    broken.put("stem/kernel", Weight.filled(kernel.shape(), Float.NaN));
    Files.createDirectories(folder.resolve("broken"));
    new Checkpoint(whole.run(), whole.history().subList(0, 5), 40, broken)
        .write(checkpoint("broken"));

    assertThatThrownBy(() -> Trainer.train(resumed("broken"), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("NaN in step 1 of epoch 6")
        .hasMessageContaining("checkpoint.bin holds epoch 5");
  }

  @Test
  void shouldEvaluateToWhatItsCardSays() throws IOException {
    Evaluation evaluation;
    try (ExpressionModel model = ExpressionModel.load(bundle)) {
      evaluation = Evaluation.of(model, Dataset.read(data), Votes.NONE);
    }

    JsonNode json = new ObjectMapper().readTree(EvaluationReport.json(evaluation));

    assertThat(json.get("images").asInt()).isEqualTo(56);
    assertThat(json.get("accuracy").asDouble()).isEqualTo(bundle.card().metrics().accuracy());
    assertThat(json.get("macroF1").asDouble()).isEqualTo(bundle.card().metrics().macroF1());
    assertThat(json.get("expectedCalibrationError").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("confusionMatrix").get(3).size()).isEqualTo(7);
    for (Disturbance disturbance : Disturbance.values()) {
      assertThat(json.get(disturbance.key()).asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(json.get(Evaluation.WITHOUT_COPIES).asDouble()).isPositive();
    assertThat(EvaluationReport.text(evaluation))
        .startsWith("56 images: accuracy ")
        .contains("accuracy in darkness", "surprise");
  }

  @Test
  void shouldShowThatAHappyFaceIsReadInItsMiddleAndNotInItsCorners() throws IOException {
    Map<Expression, double[][]> drops;
    try (ExpressionModel model = ExpressionModel.load(bundle)) {
      drops = Occlusion.drops(model, Dataset.read(data).test());
    }

    double[][] happy = drops.get(Expression.HAPPY);
    // The middle of the mouth against the corner above: rows and columns of 4 pixels.
    assertThat(happy[9][6]).isGreaterThan(happy[0][0]);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Occlusion.picture(drops)));
    assertThat(picture.getWidth()).isEqualTo(1000);
  }

  @Test
  void shouldStartFromTheWeightsOfABundle() {
    Map<String, Weight> weights =
        TrainingGraph.serving(Checkpoint.read(checkpoint("whole")).weights());

    Map<String, Weight> read = BundleWeights.read(bundle.folder(), Architecture.TINY);

    List<Pixels> faces = DrawnFaces.of(2, 7).stream().map(Example::pixels).toList();
    try (InferenceGraph before = new InferenceGraph(Architecture.TINY, weights, 1);
        InferenceGraph after = new InferenceGraph(Architecture.TINY, read, 1)) {
      float[][] expected = before.logits(faces);
      float[][] actual = after.logits(faces);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).containsExactly(expected[i], Offset.offset(1e-3f));
      }
    }
  }

  @Test
  void shouldFineTuneFromABundle() throws InterruptedException {
    List<EpochResult> epochs = new ArrayList<>();
    TrainingSettings fine =
        new TrainingSettings(
            data,
            PictureReader.WHOLE,
            folder.resolve("fine"),
            Architecture.TINY,
            OptionalInt.of(1),
            3,
            1,
            Optional.of(Precision.FP32),
            Monitor.HOLD_OUT,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(bundle.folder()),
            List.of(),
            OptionalDouble.empty(),
            Map.of(),
            false,
            "test");

    Trainer.train(fine, collecting(epochs));

    assertThat(epochs).hasSize(1);
    assertThat(epochs.get(0).train().accuracy()).isGreaterThan(0.8);
  }

  @Test
  void shouldLearnFromATeacherAndTellSuchARunFromOthers() throws InterruptedException {
    TrainingSettings taught =
        new TrainingSettings(
            data,
            PictureReader.WHOLE,
            folder.resolve("taught"),
            Architecture.TINY,
            OptionalInt.of(3),
            4,
            1,
            Optional.of(Precision.FP32),
            Monitor.HOLD_OUT,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(bundle.folder()),
            OptionalDouble.of(0.002),
            Map.of(),
            false,
            "test");
    List<EpochResult> epochs = new ArrayList<>();

    Trainer.train(taught, collecting(epochs));

    assertThat(epochs.get(2).train().loss()).isLessThan(epochs.get(0).train().loss());
    assertThat(TrainingPlan.of(taught).identity())
        .endsWith("rate 0.002, taught by " + bundle.card().graphSha256());
    assertThat(epochs).allSatisfy(epoch -> assertThat(epoch.rate()).isBetween(0f, 0.002f));
  }

  @Test
  void shouldRefuseABundleOfAnotherArchitecture() {
    assertThatThrownBy(() -> BundleWeights.read(bundle.folder(), Architecture.PAPER))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("'tiny'");
  }

  @Test
  void shouldEndEarlyAndKeepTheBestEpoch() throws InterruptedException {
    List<EpochResult> epochs = new ArrayList<>();
    TrainingSettings patient =
        new TrainingSettings(
            data,
            PictureReader.WHOLE,
            folder.resolve("patient"),
            Architecture.TINY,
            OptionalInt.of(40),
            5,
            1,
            Optional.of(Precision.FP32),
            Monitor.TEST,
            OptionalInt.of(2),
            Optional.empty(),
            Optional.of(bundle.folder()),
            List.of(),
            OptionalDouble.empty(),
            Map.of(),
            false,
            "test");

    ModelBundle best = Trainer.train(patient, collecting(epochs));

    double top =
        epochs.stream().mapToDouble(e -> e.measured().orElseThrow().accuracy()).max().orElse(0);
    assertThat(epochs).hasSizeLessThan(40);
    assertThat(best.card().metrics().accuracy()).isEqualTo(top);
  }

  private static Path checkpoint(String out) {
    return folder.resolve(out).resolve(Trainer.CHECKPOINT);
  }

  private static TrainingSettings settings(String out) {
    return new TrainingSettings(
        data,
        PictureReader.WHOLE,
        folder.resolve(out),
        Architecture.TINY,
        OptionalInt.empty(),
        TrainingSettings.DEFAULT_SEED,
        1,
        Optional.of(Precision.FP32),
        Monitor.TEST,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalDouble.empty(),
        Map.of(),
        false,
        "test");
  }

  private static TrainingSettings resumed(String out) {
    return with(settings(out), TrainingSettings.DEFAULT_SEED);
  }

  private static TrainingSettings with(TrainingSettings settings, long seed) {
    return new TrainingSettings(
        settings.data(),
        settings.pictures(),
        settings.out(),
        settings.architecture(),
        settings.epochs(),
        seed,
        settings.threads(),
        settings.precision(),
        settings.monitor(),
        settings.patience(),
        settings.votes(),
        settings.init(),
        settings.teachers(),
        settings.rate(),
        settings.changes(),
        true,
        settings.command());
  }

  private static TrainingListener interruptedIn(int epoch) {
    return new TrainingListener() {
      @Override
      public void started(Start start) {}

      @Override
      public void stepped(Progress progress) {
        if (progress.epoch() == epoch && progress.step() == 2) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public void epochEnded(EpochResult result) {}
    };
  }

  private static void linkToAFullDisk(Path file) {
    try {
      Files.createSymbolicLink(file, Path.of("/dev/full"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingListener after(int epoch, Runnable work) {
    return new TrainingListener() {
      @Override
      public void started(Start start) {}

      @Override
      public void stepped(Progress progress) {}

      @Override
      public void epochEnded(EpochResult result) {
        if (result.epoch() == epoch) {
          work.run();
        }
      }
    };
  }

  private static TrainingListener collecting(List<EpochResult> epochs) {
    return new TrainingListener() {
      @Override
      public void started(Start start) {}

      @Override
      public void stepped(Progress progress) {}

      @Override
      public void epochEnded(EpochResult result) {
        epochs.add(result);
      }
    };
  }
}
