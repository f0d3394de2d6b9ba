package io.moodstream.allinone;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.aggregator.Aggregator;
import io.moodstream.aggregator.AggregatorSettings;
import io.moodstream.alerts.Alerts;
import io.moodstream.alerts.AlertsSettings;
import io.moodstream.cameraproducer.CameraPlan;
import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.dashboard.Dashboard;
import io.moodstream.dashboard.DashboardSettings;
import io.moodstream.dashboard.DashboardStage;
import io.moodstream.emotionclassifier.ClassifierSettings;
import io.moodstream.emotionclassifier.EmotionClassifier;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.facedetector.FaceDetector;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.trainer.service.KafkaTrainingQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every stage, wired to one Kafka and to one set of metrics. */
public final class LocalPipeline {
  /**
   * Of each stage, in the order in which a frame flows.
   *
   * @param kafkaMetrics whether Kafka's own metrics are included
   */
  public record Settings(
      CameraPlan cameras,
      DetectorSettings detector,
      ClassifierSettings classifier,
      AggregatorSettings aggregator,
      AlertsSettings alerts,
      DashboardSettings dashboard,
      boolean kafkaMetrics) {}

  private final Supplier<Health> kafkaHealth;
  private final List<Stage> working;
  private final DashboardStage dashboard;

  /**
   * @param kafkaHealth of the Kafka itself
   */
  public LocalPipeline(
      KafkaConnection kafka, Supplier<Health> kafkaHealth, Settings settings, Path stateDir) {
    this.kafkaHealth = kafkaHealth;
    PrometheusMeterRegistry metrics =
        ProcessMetrics.registry(settings.aggregator().minimumPeople(), settings.kafkaMetrics());
    var aggregator = Aggregator.stage(kafka, metrics, settings.aggregator(), stateDir);
    // From the end of the flow to its beginning: each reader starts before its writer.
    List<Stage> analysis =
        List.of(
            Alerts.stage(kafka, metrics, settings.alerts(), stateDir),
            aggregator,
            EmotionClassifier.stage(kafka, metrics, settings.classifier(), stateDir),
            FaceDetector.stage(kafka, metrics, settings.detector(), stateDir));
    var cameras =
        CameraProducer.stage(kafka, metrics, settings.cameras(), () -> haveStarted(analysis));
    working = Stream.concat(analysis.stream(), Stream.of(cameras)).toList();
    var models = new ModelRepository(kafka, metrics, Dashboard.NAME);
    var trainings = new KafkaTrainingQueue(kafka, models, metrics, Dashboard.NAME);
    dashboard =
        Dashboard.stage(
                kafka,
                metrics,
                settings.dashboard().withMinimumPeople(settings.aggregator().minimumPeople()),
                aggregator,
                this::workingHealth,
                models,
                trainings,
                new LocalTrials(cameras, settings.detector()))
            .releasing(
                () -> {
                  trainings.close();
                  models.close();
                });
  }

  /** In the order of their start. */
  public List<Stage> stages() {
    return Stream.concat(Stream.of(dashboard), working.stream()).toList();
  }

  /** Of the dashboard, once it has started. */
  public String url() {
    return dashboard.url();
  }

  private static boolean haveStarted(List<Stage> stages) {
    return stages.stream()
        .flatMap(stage -> stage.health().checks().stream())
        .noneMatch(check -> check.status() == Health.Status.STARTING);
  }

  private Health workingHealth() {
    Stream<Health> stages = working.stream().map(Stage::health);
    return Health.merged(Stream.concat(Stream.of(kafkaHealth.get()), stages).toList());
  }
}
