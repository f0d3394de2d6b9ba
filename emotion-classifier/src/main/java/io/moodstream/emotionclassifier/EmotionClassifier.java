package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.serving.Prediction;
import io.moodstream.emotionclassifier.serving.PredictionListener;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.StoredSerde;
import io.moodstream.pipeline.stage.Stage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The stage that turns faces into expressions: every frame is answered exactly once. */
public final class EmotionClassifier {
  static final String NAME = "emotion-classifier";

  private EmotionClassifier() {}

  /**
   * Loads what takes long and needs no Kafka; the stage does without, and takes longer to start.
   */
  public static void prepare() {
    ExpressionModel.prepare();
  }

  /**
   * Predicts with the published champion and follows when another one is promoted. Where nothing is
   * published yet it publishes {@link ClassifierSettings#bundle}.
   *
   * @param stateDir local state, and the models unpacked
   * @throws BundleException if that bundle cannot be read; the message is for the user
   */
  public static Stage stage(
      KafkaConnection kafka, MeterRegistry metrics, ClassifierSettings settings, Path stateDir) {
    Path models = stateDir.resolve("models");
    ModelBundle first =
        settings
            .bundle()
            .map(ModelBundle::open)
            .orElseGet(() -> ModelBundle.shipped(models.resolve("shipped")));
    return new ClassifierStage(kafka, metrics, settings, first, stateDir);
  }

  /**
   * Faces in, expressions out.
   *
   * @param predict all faces of one frame of a camera by one model, from any thread; empty if no
   *     model can
   * @param listener hears of every frame with faces after it was predicted
   */
  public static Topology topology(
      ClassifierSettings settings,
      BiFunction<CameraId, List<Pixels>, Optional<Prediction>> predict,
      PredictionListener listener,
      InstantSource clock,
      MeterRegistry registry) {
    var metrics = new ClassifierMetrics(registry);
    return new Topology()
        .addSource(
            "faces",
            Topics.FACES.key().deserializer(),
            Topics.FACES.value().deserializer(),
            Topics.FACES.name())
        .addProcessor(
            "predict-faces",
            () -> new FaceProcessor(predict, listener, settings.freshnessLimit(), clock, metrics),
            "faces")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(FaceProcessor.ANSWERED),
                Topics.FACES.key(),
                new StoredSerde<>(FaceProcessor.ANSWERED, AnsweredFrames.SERDE)),
            "predict-faces")
        .addSink(
            FaceProcessor.EXPRESSIONS,
            Topics.EXPRESSIONS.name(),
            Topics.EXPRESSIONS.key().serializer(),
            Topics.EXPRESSIONS.value().serializer(),
            "predict-faces")
        .addSink(
            FaceProcessor.DEAD_LETTERS,
            Topics.CLASSIFIER_DEAD_LETTERS.name(),
            Topics.CLASSIFIER_DEAD_LETTERS.key().serializer(),
            Topics.CLASSIFIER_DEAD_LETTERS.value().serializer(),
            "predict-faces");
  }
}
