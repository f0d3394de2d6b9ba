package io.moodstream.emotionclassifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.KafkaConnection;
import io.moodstream.pipeline.Pixels;
import io.moodstream.pipeline.Stage;
import io.moodstream.pipeline.StreamsSettings;
import io.moodstream.pipeline.StreamsStage;
import io.moodstream.pipeline.Topics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The stage that turns faces into expressions: every frame is answered exactly once. */
public final class EmotionClassifier {
  private static final String NAME = "emotion-classifier";

  /** Of the model that comes with this build. */
  private static final int FIRST_VERSION = 1;

  private EmotionClassifier() {}

  /**
   * Loads the model, which takes seconds.
   *
   * @param stateDir local state, and the model unpacked
   * @throws BundleException if the model must not serve; the message is for the user
   */
  public static Stage stage(
      KafkaConnection kafka, MeterRegistry metrics, ClassifierSettings settings, Path stateDir) {
    ModelBundle bundle =
        settings
            .bundle()
            .map(ModelBundle::open)
            .orElseGet(() -> ModelBundle.shipped(stateDir.resolve("models")));
    var slot = new ModelSlot(FIRST_VERSION, ExpressionModel.load(bundle));
    return new StreamsStage(
        NAME,
        kafka,
        StreamsSettings.exactlyOnce(settings.threads(), stateDir),
        topology(settings, slot::judge, InstantSource.system(), metrics),
        Topics.CLASSIFIER_DEAD_LETTERS,
        metrics,
        slot::close);
  }

  /**
   * Faces in, expressions out.
   *
   * @param judge all faces of one frame by one model, from any thread
   */
  static Topology topology(
      ClassifierSettings settings,
      Function<List<Pixels>, Judgement> judge,
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
            "judge-faces",
            () -> new FaceProcessor(judge, settings.freshnessLimit(), clock, metrics),
            "faces")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(FaceProcessor.ANSWERED),
                Topics.FACES.key(),
                AnsweredFrames.SERDE),
            "judge-faces")
        .addSink(
            FaceProcessor.EXPRESSIONS,
            Topics.EXPRESSIONS.name(),
            Topics.EXPRESSIONS.key().serializer(),
            Topics.EXPRESSIONS.value().serializer(),
            "judge-faces")
        .addSink(
            FaceProcessor.DEAD_LETTERS,
            Topics.CLASSIFIER_DEAD_LETTERS.name(),
            Topics.CLASSIFIER_DEAD_LETTERS.key().serializer(),
            Topics.CLASSIFIER_DEAD_LETTERS.value().serializer(),
            "judge-faces");
  }
}
