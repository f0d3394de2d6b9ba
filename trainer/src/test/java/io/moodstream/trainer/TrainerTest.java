package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.ModelCard;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.TrainingSettings.Monitor;
import io.moodstream.trainer.TrainingSettings.Output;
import io.moodstream.trainer.evaluation.CameraEffect;
import io.moodstream.trainer.evaluation.Corruption;
import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.evaluation.Evaluation;
import io.moodstream.trainer.evaluation.EvaluationReport;
import io.moodstream.trainer.evaluation.Logits;
import io.moodstream.trainer.evaluation.Occlusion;
import io.moodstream.trainer.evaluation.Robustness;
import io.moodstream.trainer.faces.Dataset;
import io.moodstream.trainer.faces.DrawnFaces;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.faces.Votes;
import io.moodstream.trainer.faces.gray.GrayFace;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.BundleWeights;
import io.moodstream.trainer.network.InferenceGraph;
import io.moodstream.trainer.network.Weight;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A small network on drawn faces, all the way: trained, packaged, served, measured, taught on. */
class TrainerTest {
  @RegisterExtension static final TinyRuns RUNS = new TinyRuns();

  @Test
  void shouldLearnDrawnFaces() {
    assertThat(RUNS.whole().card().metrics().accuracy()).isGreaterThan(0.9);
    assertThat(RUNS.whole().card().data().trainingImages()).isEqualTo(7 * 24);
    assertThat(RUNS.whole().card().data().testImages()).isEqualTo(7 * 8);
    assertThat(RUNS.whole().card().parameters()).isBetween(10_000L, 40_000L);
    assertThat(RUNS.whole().files()).containsKeys("curves.png", "confusion.png");
  }

  @Test
  void shouldServeTheProbabilitiesThatItMeasured() {
    List<Pixels> faces = Dataset.read(RUNS.data()).test().stream().map(Example::pixels).toList();
    Map<String, Weight> weights =
        TrainingGraph.serving(Checkpoint.read(RUNS.checkpoint("whole")).weights());

    List<Probabilities> served;
    try (ExpressionModel model = ExpressionModel.load(RUNS.whole())) {
      served = model.predict(faces);
    }

    try (InferenceGraph graph = new InferenceGraph(Architecture.TINY, weights, 1)) {
      float[][] logits = graph.logits(faces);
      for (int i = 0; i < logits.length; i++) {
        double[] expected =
            Logits.softmax(Logits.doubles(logits[i]), RUNS.whole().card().temperature());
        for (int k = 0; k < expected.length; k++) {
          assertThat((double) served.get(i).values()[k])
              .isCloseTo(expected[k], Offset.offset(1e-5));
        }
      }
    }
  }

  @Test
  void shouldEvaluateToWhatItsCardSays() throws IOException {
    Evaluation evaluation;
    try (ExpressionModel model = ExpressionModel.load(RUNS.whole())) {
      evaluation = Evaluation.of(model, Dataset.read(RUNS.data()), Votes.NONE);
    }

    JsonNode json = new ObjectMapper().readTree(EvaluationReport.json(evaluation));

    assertThat(json.get("images").asInt()).isEqualTo(56);
    assertThat(json.get("accuracy").asDouble()).isEqualTo(RUNS.whole().card().metrics().accuracy());
    assertThat(json.get("macroF1").asDouble()).isEqualTo(RUNS.whole().card().metrics().macroF1());
    assertThat(json.get("expectedCalibrationError").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("confusionMatrix").get(3).size()).isEqualTo(7);
    for (Corruption disturbance : Corruption.values()) {
      assertThat(json.get(disturbance.key()).asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(json.get(Evaluation.WITHOUT_COPIES).asDouble()).isPositive();
    assertThat(json.get("shareWithNearCopiesInTrain").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("accuracyLow95").asDouble()).isLessThan(json.get("accuracy").asDouble());
    assertThat(json.get("classes").get(3).get("images").asInt()).isEqualTo(8);
    JsonNode happy = json.get("classes").get(3);
    assertThat(happy.get("recallLow95").asDouble()).isLessThan(happy.get("recall").asDouble());
    assertThat(happy.get("recallHigh95").asDouble())
        .isGreaterThanOrEqualTo(happy.get("recall").asDouble());
    assertThat(EvaluationReport.text(evaluation))
        .startsWith("56 images: accuracy ")
        .contains("accuracy in darkness", "surprise");
  }

  @Test
  void shouldMeasureRobustnessAgainstEachEffectOfACamera() throws IOException {
    Map<CameraEffect, List<Robustness.Point>> robustness;
    Evaluation evaluation;
    try (ExpressionModel model = ExpressionModel.load(RUNS.whole())) {
      Dataset data = Dataset.read(RUNS.data());
      robustness = Robustness.of(model, data.test());
      evaluation = Evaluation.of(model, data, Votes.NONE);
    }

    assertThat(robustness).containsOnlyKeys(CameraEffect.values());
    // Unrolled is as measured without any effect.
    assertThat(robustness.get(CameraEffect.ROLL).get(3).accuracy())
        .isEqualTo(evaluation.accuracy());
    JsonNode json = new ObjectMapper().readTree(EvaluationReport.json(evaluation, robustness));
    assertThat(json.at("/robustness/roll/unit").asText()).isEqualTo("degrees");
    assertThat(json.at("/robustness/roll/points/3/accuracy").asDouble())
        .isEqualTo(evaluation.accuracy());
    assertThat(EvaluationReport.text(robustness)).contains("roll ").contains("(degrees)");
    assertThat(ImageIO.read(new ByteArrayInputStream(Robustness.picture(robustness))).getWidth())
        .isGreaterThan(1000);
  }

  @Test
  void shouldShowThatAHappyFaceIsReadInItsMiddleAndNotInItsCorners() throws IOException {
    Map<Expression, double[][]> drops;
    try (ExpressionModel model = ExpressionModel.load(RUNS.whole())) {
      drops = Occlusion.drops(model, Dataset.read(RUNS.data()).test());
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
        TrainingGraph.serving(Checkpoint.read(RUNS.checkpoint("whole")).weights());

    Map<String, Weight> read = BundleWeights.read(RUNS.whole().folder(), Architecture.TINY);

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
        RUNS.settings(
            "fine",
            1,
            3,
            Monitor.NOTHING,
            OptionalInt.empty(),
            Optional.of(RUNS.whole().folder()),
            List.of(),
            OptionalDouble.empty());

    Trainer.train(fine, epochs::add);

    assertThat(epochs).hasSize(1);
    assertThat(epochs.get(0).train().accuracy()).isGreaterThan(0.8);
  }

  @Test
  void shouldLearnFromATeacherAndTellSuchARunFromOthers() throws InterruptedException {
    TrainingSettings taught =
        RUNS.settings(
            "taught",
            3,
            4,
            Monitor.NOTHING,
            OptionalInt.empty(),
            Optional.empty(),
            List.of(RUNS.whole().folder()),
            OptionalDouble.of(0.002));
    List<EpochResult> epochs = new ArrayList<>();

    Trainer.train(taught, epochs::add);

    assertThat(epochs.get(2).train().loss()).isLessThan(epochs.get(0).train().loss());
    assertThat(TrainingPlan.of(taught).identity())
        .endsWith("rate 0.002, taught by " + RUNS.whole().card().graphSha256());
    assertThat(epochs).allSatisfy(epoch -> assertThat(epoch.rate()).isBetween(0f, 0.002f));
  }

  @Test
  void shouldPackageWeightsThatAverageTheMirrorImage() throws InterruptedException {
    TrainingSettings packaging =
        mirrored(
            RUNS.settings(
                "mirrored",
                0,
                3,
                Monitor.NOTHING,
                OptionalInt.empty(),
                Optional.of(RUNS.whole().folder()),
                List.of(),
                OptionalDouble.empty()));
    ModelBundle bundle = Trainer.train(packaging, TrainingListener.silent());
    List<Pixels> faces = DrawnFaces.of(1, 9).stream().map(Example::pixels).toList();

    List<Probabilities> plain;
    List<Probabilities> averaged;
    List<Probabilities> ofMirrored;
    List<Pixels> mirrored = faces.stream().map(GrayFace::mirrored).toList();
    try (ExpressionModel model = ExpressionModel.load(RUNS.whole());
        ExpressionModel both = ExpressionModel.load(bundle)) {
      plain = model.predict(faces);
      averaged = both.predict(faces);
      ofMirrored = both.predict(mirrored);
    }

    for (int i = 0; i < faces.size(); i++) {
      assertThat(averaged.get(i).values())
          .containsExactly(ofMirrored.get(i).values(), Offset.offset(1e-5f));
    }
    assertThat(averaged).isNotEqualTo(plain);
    assertThat(bundle.card().parameters()).isEqualTo(RUNS.whole().card().parameters());
    assertThat(bundle.card().multiplyAdds()).isEqualTo(2 * RUNS.whole().card().multiplyAdds());
    assertThat(BundleWeights.read(bundle.folder(), Architecture.TINY).keySet())
        .isEqualTo(BundleWeights.read(RUNS.whole().folder(), Architecture.TINY).keySet());
  }

  private static TrainingSettings mirrored(TrainingSettings plain) {
    return plain.with(new Output(plain.output().folder(), false, true, plain.output().command()));
  }

  @Test
  void shouldRefuseAPilotWhoseTenthATeacherHasSeen() {
    TrainingSettings pilot = pilot("leak", Optional.empty(), List.of(RUNS.whole().folder()));

    assertThatThrownBy(() -> TrainingPlan.of(pilot))
        .isInstanceOf(TrainerException.class)
        .hasMessageStartingWith("--monitor hold_out would measure recall: --teacher ")
        .hasMessageContaining("was trained on data, the held-out tenth included")
        .hasMessageEndingWith("with --monitor test or nothing");
    assertThatThrownBy(
            () -> TrainingPlan.of(pilot("leak", Optional.of(RUNS.whole().folder()), List.of())))
        .hasMessageContaining("--init ");
  }

  @Test
  void shouldAcceptAPilotWhoseTeacherHeldOutTheSameTenth() throws InterruptedException {
    ModelBundle careful =
        Trainer.train(pilot("careful", Optional.empty(), List.of()), TrainingListener.silent());
    TrainingPlan plan =
        TrainingPlan.of(pilot("next", Optional.of(careful.folder()), List.of(careful.folder())));

    assertThat(careful.card().data().split()).isEqualTo(plan.split());
    assertThat(plan.notices()).noneMatch(notice -> notice.contains("recall: --"));
  }

  @Test
  void shouldRefuseAPilotWhoseTeacherComesFromAModelThatSawTheTenth(@TempDir Path folder)
      throws IOException, InterruptedException {
    ModelBundle child =
        Trainer.train(
            RUNS.settings(
                "child",
                1,
                3,
                Monitor.NOTHING,
                OptionalInt.empty(),
                Optional.of(RUNS.whole().folder()),
                List.of(),
                OptionalDouble.empty()),
            TrainingListener.silent());
    assertThat(child.card().data().ancestors())
        .containsExactly(new ModelCard.Seen("data", RUNS.whole().card().data().split()));
    // As if it had been trained on other faces.
    for (String file : List.of("saved_model.pb", "reference.json")) {
      Files.copy(child.folder().resolve(file), folder.resolve(file));
    }
    String card = Files.readString(child.folder().resolve("model.json"));
    Files.writeString(
        folder.resolve("model.json"),
        card.replaceFirst("\"source\" : \"data\"", "\"source\" : \"mine\""));

    assertThatThrownBy(() -> TrainingPlan.of(pilot("heir", Optional.empty(), List.of(folder))))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("comes from a model that was trained on data, the held-out tenth");
  }

  private static TrainingSettings pilot(String run, Optional<Path> init, List<Path> teachers) {
    return RUNS.settings(
        run, 1, 3, Monitor.HOLD_OUT, OptionalInt.empty(), init, teachers, OptionalDouble.empty());
  }

  @Test
  void shouldRefuseABundleOfAnotherArchitecture() {
    assertThatThrownBy(() -> BundleWeights.read(RUNS.whole().folder(), Architecture.PAPER))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("'tiny'");
  }

  @Test
  void shouldEndEarlyAndKeepTheBestEpoch() throws InterruptedException {
    List<EpochResult> epochs = new ArrayList<>();
    TrainingSettings patient =
        RUNS.settings(
            "patient",
            40,
            5,
            Monitor.TEST,
            OptionalInt.of(2),
            Optional.of(RUNS.whole().folder()),
            List.of(),
            OptionalDouble.empty());

    ModelBundle best = Trainer.train(patient, epochs::add);

    double top =
        epochs.stream().mapToDouble(e -> e.measured().orElseThrow().accuracy()).max().orElse(0);
    assertThat(epochs).hasSizeLessThan(40);
    assertThat(best.card().metrics().accuracy()).isEqualTo(top);
  }
}
