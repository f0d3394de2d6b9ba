package io.moodstream.trainer;

import io.moodstream.emotionclassifier.graph.SavedGraph;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.ModelCard;
import io.moodstream.emotionclassifier.model.ModelCard.Metrics;
import io.moodstream.emotionclassifier.model.ModelCard.Seen;
import io.moodstream.emotionclassifier.model.ModelCard.TrainingData;
import io.moodstream.emotionclassifier.model.Reference;
import io.moodstream.emotionclassifier.model.Sha256;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.trainer.evaluation.Calibration;
import io.moodstream.trainer.evaluation.Charts;
import io.moodstream.trainer.evaluation.Confusion;
import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.evaluation.Evaluation;
import io.moodstream.trainer.evaluation.Logits;
import io.moodstream.trainer.faces.DrawnFace;
import io.moodstream.trainer.faces.Example;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.InferenceGraph;
import io.moodstream.trainer.network.InferenceLayers;
import io.moodstream.trainer.network.Weight;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Weights to a bundle that serves, with the figures of the very model that serves in its card. */
final class BundleWriter {
  private static final long REFERENCE_SEED = 48;
  private static final int REFERENCE_FACES = 14;
  private static final String FER_2013 =
      "Weights: Apache-2.0. Trained on FER-2013 (Carrier and Courville, 2013), whose photographs"
          + " were collected from the web and whose rights are not cleared; none of them is in this"
          + " bundle. Labels are one crowd worker's opinion of an expression, not a person's"
          + " feeling.";
  private static final String OWN_DATA =
      "Terms of the weights and of the pictures behind them: those of the person who trained the model.";
  private static final Metrics UNMEASURED =
      new Metrics(0, 0, Confusion.EMPTY.classes(), Confusion.EMPTY.rows(), 0, 0, Map.of());

  private final TrainingPlan plan;
  private final TrainingSettings settings;
  private final Map<String, Weight> weights;
  private final List<EpochResult> history;

  private BundleWriter(TrainingPlan plan, Map<String, Weight> weights, List<EpochResult> history) {
    this.plan = plan;
    this.settings = plan.settings();
    this.weights = weights;
    this.history = history;
  }

  /**
   * @throws TrainerException if the disk is full, say; the checkpoint is intact
   */
  static ModelBundle write(
      TrainingPlan plan, Map<String, Weight> weights, List<EpochResult> history) {
    try {
      return new BundleWriter(plan, weights, history).write();
    } catch (UncheckedIOException e) {
      throw new TrainerException(
          "%s: %s. The checkpoint is intact: make room and --resume"
              .formatted(e.getMessage(), Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    }
  }

  private ModelBundle write() {
    try (InferenceGraph inference =
        new InferenceGraph(
            settings.learning().architecture(),
            weights,
            settings.computing().threads(),
            settings.output().mirrorAverage())) {
      SavedGraph graph =
          SavedGraph.of(inference.definition(), InferenceGraph.INPUT, InferenceGraph.OUTPUT);
      List<Pixels> faces = referenceFaces();
      float[][] logits = inference.logits(faces);
      Measured measured =
          measured(
              graph, card(graph, inference.size(), 1, UNMEASURED), reference(faces, logits, 1));
      return ModelBundle.write(
          settings.output().folder().resolve(Trainer.MODEL),
          graph,
          card(graph, inference.size(), measured.temperature(), measured.metrics()),
          reference(faces, logits, measured.temperature()),
          pictures(measured.confusion()));
    }
  }

  private Map<String, byte[]> pictures(Confusion confusion) {
    Map<String, byte[]> pictures = new HashMap<>();
    pictures.put("confusion.png", Charts.confusion(name() + ", " + plan.split(), confusion));
    if (!history.isEmpty()) {
      pictures.put("curves.png", Charts.curves(name(), plan.split(), history));
    }
    return pictures;
  }

  private record Measured(double temperature, Metrics metrics, Confusion confusion) {}

  /** Through the very model that serves: a draft of the bundle is written and loaded. */
  private Measured measured(SavedGraph graph, ModelCard card, Reference reference) {
    ModelBundle draft =
        ModelBundle.write(
            settings.output().folder().resolve(Trainer.DRAFT), graph, card, reference, Map.of());
    try (ExpressionModel model = ExpressionModel.load(draft)) {
      Evaluation evaluation = Evaluation.of(model, plan.measured(), plan.train(), plan.votes());
      List<Probabilities> predicted =
          model.predict(plan.measured().stream().map(Example::pixels).toList());
      Calibration calibration = new Calibration(plan.measured(), predicted, 1);
      return new Measured(
          calibration.helpful(),
          withTargetShares(evaluation.metrics(calibration.helpfulError())),
          evaluation.confusion());
    } finally {
      Folders.delete(draft.folder());
    }
  }

  /** Adds the share of each source in a target, for runs that learn from more than labels. */
  private Metrics withTargetShares(Metrics metrics) {
    Map<String, Double> shares = Targets.shares(plan.recipe(), settings.inputs().targets());
    if (shares.isEmpty()) {
      return metrics;
    }
    Map<String, Double> extras = new HashMap<>(metrics.extras());
    extras.putAll(shares);
    return new Metrics(
        metrics.accuracy(),
        metrics.macroF1(),
        metrics.classes(),
        metrics.confusionMatrix(),
        metrics.calibrationErrorBefore(),
        metrics.calibrationErrorAfter(),
        extras);
  }

  private ModelCard card(
      SavedGraph graph, InferenceLayers.Size size, double temperature, Metrics metrics) {
    return new ModelCard(
        name(),
        settings.learning().architecture().label(),
        Expression.labels(),
        size.parameters(),
        size.multiplyAdds(),
        new TrainingData(
            plan.source(), plan.train().size(), plan.measured().size(), plan.split(), ancestors()),
        metrics,
        temperature,
        Sha256.hex(graph.bytes()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        settings.output().command(),
        plan.source().startsWith("fer2013") ? FER_2013 : OWN_DATA);
  }

  private List<Seen> ancestors() {
    return Stream.concat(
            settings.learning().init().stream(), settings.inputs().targets().teachers().stream())
        .flatMap(bundle -> ModelBundle.open(bundle).card().data().seen())
        .distinct()
        .toList();
  }

  private String name() {
    return settings.learning().architecture().label();
  }

  /** Drawn: a bundle carries no photograph of a person. */
  private static List<Pixels> referenceFaces() {
    SplittableRandom random = new SplittableRandom(REFERENCE_SEED);
    List<Pixels> faces = new ArrayList<>();
    for (int i = 0; i < REFERENCE_FACES; i++) {
      faces.add(DrawnFace.draw(Expression.ALL.get(i % Expression.ALL.size()), random));
    }
    return faces;
  }

  private static Reference reference(List<Pixels> faces, float[][] logits, double temperature) {
    List<Reference.Example> examples = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      double[] probabilities = Logits.softmax(Logits.doubles(logits[i]), temperature);
      float[] values = new float[probabilities.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = (float) probabilities[k];
      }
      examples.add(new Reference.Example(faces.get(i), new Probabilities(values)));
    }
    return new Reference(examples);
  }
}
