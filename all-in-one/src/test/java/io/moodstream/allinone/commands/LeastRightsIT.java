package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.aggregator.Aggregator;
import io.moodstream.aggregator.AggregatorSettings;
import io.moodstream.aggregator.AggregatorStage;
import io.moodstream.alerts.Alerts;
import io.moodstream.alerts.AlertsSettings;
import io.moodstream.allinone.ProcessMetrics;
import io.moodstream.cameraproducer.CameraPlan;
import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.dashboard.Dashboard;
import io.moodstream.dashboard.DashboardSettings;
import io.moodstream.emotionclassifier.ClassifierSettings;
import io.moodstream.emotionclassifier.EmotionClassifier;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.facedetector.FaceDetector;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.erasure.CameraErasure;
import io.moodstream.pipeline.erasure.ErasureReceipt;
import io.moodstream.pipeline.erasure.ErasureRequest;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.TopicSetup;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ModelRegistry.Publication;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.KafkaStage;
import io.moodstream.pipeline.stage.Stage;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingTask;
import io.moodstream.testbroker.TestBroker;
import io.moodstream.trainer.faces.PictureReader;
import io.moodstream.trainer.service.KafkaTrainingQueue;
import io.moodstream.trainer.service.ServiceSettings;
import io.moodstream.trainer.service.TrainingStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each stage as a user of its own, with the rights that KafkaUser lists and no others. */
class LeastRightsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final TopicLayout LAYOUT = TopicLayout.replicated((short) 1);
  private static final List<String> USERS =
      Arrays.stream(KafkaUser.values()).map(KafkaUser::label).toList();

  @TempDir private Path folder;
  private final Deque<Stage> started = new ArrayDeque<>();

  @Test
  void shouldNameEachRightThatIsDenied() throws Exception {
    try (TestBroker broker = TestBroker.secured(folder, USERS);
        Stage detector =
            new KafkaStage(
                KafkaUser.FACE_DETECTOR,
                broker.connectionAs("face-detector"),
                LAYOUT,
                () -> detector(broker.connectionAs("face-detector")))) {
      createTopics(broker);

      detector.start();

      await().atMost(LIMIT).until(() -> detector.health().status() == Health.Status.DOWN);
      assertThat(detector.health().checks())
          .filteredOn(check -> check.status() == Health.Status.DOWN)
          .singleElement()
          .satisfies(
              check ->
                  assertThat(check.detail())
                      .startsWith(
                          "Kafka denies READ on topic moodstream.frames.v1, "
                              + "WRITE on topic moodstream.faces.v1, "
                              + "WRITE on topic moodstream.face-detector.dlq.v1 ("));
    }
  }

  @Test
  void shouldSufficeForEverything() throws Exception {
    try (TestBroker broker = TestBroker.secured(folder, USERS)) {
      createTopics(broker);
      grant(broker);
      try {
        // Start and flow.
        var aggregator =
            (AggregatorStage)
                start(
                    broker,
                    KafkaUser.AGGREGATOR,
                    kafka ->
                        Aggregator.stage(
                            kafka,
                            new SimpleMeterRegistry(),
                            AggregatorSettings.defaults(),
                            folder.resolve("aggregator")));
        start(
            broker,
            KafkaUser.EMOTION_CLASSIFIER,
            kafka ->
                EmotionClassifier.stage(
                    kafka,
                    new SimpleMeterRegistry(),
                    ClassifierSettings.defaults(),
                    folder.resolve("classifier")));
        start(broker, KafkaUser.ALERTING, this::alerts);
        start(broker, KafkaUser.FACE_DETECTOR, this::detector);
        start(
            broker,
            KafkaUser.CAMERA_PRODUCER,
            kafka ->
                CameraProducer.stage(
                    kafka,
                    new SimpleMeterRegistry(),
                    CameraPlan.of(List.of(CameraSettings.parse("demo=synthetic,fps=5")))));
        start(
            broker,
            KafkaUser.TRAINER,
            kafka ->
                TrainingStage.of(
                    kafka,
                    new SimpleMeterRegistry(),
                    new ServiceSettings(
                        folder.resolve("trainer"),
                        folder,
                        PictureReader.WHOLE,
                        1,
                        Optional.empty())));
        start(broker, KafkaUser.DASHBOARD, kafka -> dashboard(kafka, aggregator));

        // Query.
        Instant from = Instant.now().minusSeconds(60);
        await("summaries")
            .atMost(LIMIT)
            .until(
                () ->
                    aggregator
                        .summaries(Set.of(), Step.TEN_SECONDS, from, Instant.now().plusSeconds(60))
                        .stream()
                        .anyMatch(summary -> summary.coverage().frames() > 0));

        promote(broker.connectionAs(KafkaUser.OPERATOR.label()));
        requestATraining(broker.connectionAs(KafkaUser.DASHBOARD.label()));
        sendWhatCannotBeDecoded(broker);
        erase(broker.connectionAs(KafkaUser.ERASURE.label()));
      } finally {
        while (!started.isEmpty()) {
          started.pop().close();
        }
      }
    }
  }

  private void promote(KafkaConnection kafka) throws Exception {
    try (var models = new ModelRepository(kafka)) {
      Publication published = models.publish(Files.readAllBytes(TinyBundle.zip(folder)), "a test");
      models.promote(published.version(), "a test", "to see whether it may");

      assertThat(models.models()).hasSize(2);
      assertThat(models.rollBack("a test", "back again")).isEqualTo(1);
    }
  }

  private static void requestATraining(KafkaConnection kafka) {
    try (var models = new ModelRepository(kafka);
        var trainings = new KafkaTrainingQueue(kafka, models)) {
      String id =
          trainings.request(
              new TrainingTask("unknown", "tiny", 1, 0, Optional.empty(), OptionalDouble.empty()),
              "me");

      await("the trainer's answer")
          .atMost(LIMIT)
          .until(
              () ->
                  trainings.trainings().stream()
                      .anyMatch(
                          training ->
                              training.request().id().equals(id)
                                  && training.state() == TrainingProgress.State.FAILED));
    }
  }

  /** As a browser's camera does, through the dashboard; it ends in the dead letters. */
  private static void sendWhatCannotBeDecoded(TestBroker broker) throws Exception {
    var camera = new CameraId("phone");
    try (var outlet =
            FrameOutlet.to(
                broker.connectionAs(KafkaUser.DASHBOARD.label()), new SimpleMeterRegistry());
        var letters =
            new TopicContents<>(broker.connectionAs("admin"), Topics.DETECTOR_DEAD_LETTERS)) {
      outlet.awaitTopic();
      var sequence = new AtomicLong();
      await("a dead letter")
          .atMost(LIMIT)
          .until(
              () -> {
                // Again and again: one that comes too late is skipped unread.
                outlet.send(
                    new Frame(
                        camera,
                        new FrameId("session", sequence.getAndIncrement()),
                        Instant.now(),
                        new Jpeg(new byte[] {1, 2, 3})));
                return !letters.upToNow().isEmpty();
              });
      assertThat(outlet.failure()).isEmpty();
    }
  }

  private static void erase(KafkaConnection kafka) throws Exception {
    ErasureRequest request =
        ErasureRequest.of(new CameraId("phone"), Optional.empty(), Optional.empty(), Instant.now());

    ErasureReceipt receipt = new CameraErasure(kafka, request, "a test", LIMIT, line -> {}).run();

    assertThat(receipt.content().complete()).isTrue();
  }

  /** With a rule to be published and a channel that reads alerts. */
  private Stage alerts(KafkaConnection kafka) {
    Path file = folder.resolve("alerts.yaml");
    try {
      Files.writeString(
          file,
          """
          rules: [{id: lost, metric: state, is: lost}]
          channels: [{name: none, webhook: 'http://127.0.0.1:1/'}]
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Alerts.stage(
        kafka,
        new SimpleMeterRegistry(),
        AlertsSettings.defaults().withFile(file),
        folder.resolve("alerts"));
  }

  private Stage detector(KafkaConnection kafka) {
    return FaceDetector.stage(
        kafka, new SimpleMeterRegistry(), DetectorSettings.defaults(), folder.resolve("detector"));
  }

  private static Stage dashboard(KafkaConnection kafka, AggregatorStage summaries) {
    var models = new ModelRepository(kafka);
    var trainings = new KafkaTrainingQueue(kafka, models);
    return Dashboard.stage(
            kafka,
            ProcessMetrics.registry(true),
            DashboardSettings.on("127.0.0.1", 0, Optional.empty()),
            summaries,
            () -> new Health(List.of()),
            models,
            trainings,
            CameraTrials.NONE)
        .releasing(
            () -> {
              trainings.close();
              models.close();
            });
  }

  private Stage start(TestBroker broker, KafkaUser user, Function<KafkaConnection, Stage> maker) {
    KafkaConnection kafka = broker.connectionAs(user.label());
    var stage = new KafkaStage(user, kafka, LAYOUT, () -> maker.apply(kafka));
    started.push(stage);
    stage.start();
    await(user.label())
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(stage.health().status())
                    .as("%s", stage.health())
                    .isEqualTo(Health.Status.UP));
    return stage.stage().orElseThrow();
  }

  private static void createTopics(TestBroker broker) throws Exception {
    try (Admin admin = broker.connectionAs("admin").admin()) {
      assertThat(TopicSetup.prepare(admin, KafkaUser.stages(), LAYOUT)).isEmpty();
    }
  }

  private static void grant(TestBroker broker) throws Exception {
    List<AclBinding> bindings =
        Arrays.stream(KafkaUser.values())
            .flatMap(
                user ->
                    user.rights().stream().map(right -> right.allowedTo("User:" + user.label())))
            .toList();
    try (Admin admin = broker.connectionAs("admin").admin()) {
      admin.createAcls(bindings).all().get();
    }
  }
}
