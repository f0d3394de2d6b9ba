package io.moodstream.benchmarks.fuzz;

import io.moodstream.emotionclassifier.registry.ModelRecords;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertCondition;
import io.moodstream.pipeline.alerts.AlertMetric;
import io.moodstream.pipeline.alerts.AlertRule;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftPeriod;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.frames.Suitability;
import io.moodstream.pipeline.frames.UnanalysedFace;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelKey;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ShadowComparison;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingRequest;
import io.moodstream.pipeline.trainings.TrainingTask;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;

/** A well-formed record of each topic that a stage reads. */
final class SampleRecords {
  /** The camera machine of wanted cameras. */
  static final String MACHINE = "fuzzed";

  private static final Probabilities HAPPY =
      Probabilities.of(List.of(0.1f, 0f, 0f, 0.8f, 0.1f, 0f, 0f));
  private static final Box BOX = new Box(10, 20, 48, 48);
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  /** Key and value as they are written. */
  record Sample(byte[] key, byte[] value) {
    static <K, V> Sample of(Topic<K, V> topic, K key, V value) {
      return new Sample(
          topic.key().serializer().serialize(topic.name(), key),
          topic.value().serializer().serialize(topic.name(), value));
    }
  }

  private final byte[] jpeg = jpeg();

  /**
   * @param sequence of the frame that it is about, or a version
   */
  Sample of(String topic, CameraId camera, int sequence, Instant now) {
    FrameInfo frame =
        new FrameInfo(
            camera,
            new FrameId("s" + sequence % 3, sequence),
            now.minusMillis(300),
            now.minusMillis(200),
            640,
            480,
            Outcome.ANALYSED);
    if (topic.equals(Topics.FRAMES.name())) {
      return Sample.of(Topics.FRAMES, camera, jpeg);
    }
    if (topic.equals(Topics.FACES.name())) {
      return Sample.of(Topics.FACES, camera, faces(frame));
    }
    if (topic.equals(Topics.EXPRESSIONS.name())) {
      return Sample.of(Topics.EXPRESSIONS, camera, expressions(frame));
    }
    if (topic.equals(Topics.SUMMARIES.name())) {
      Summary summary = summary(camera, now);
      return Sample.of(Topics.SUMMARIES, SummaryKey.of(summary), summary);
    }
    if (topic.equals(Topics.CAMERAS.name())) {
      var status =
          new CameraStatus(
              camera, "webcam:0", CameraStatus.State.RUNNING, "", sequence % 2 == 0, now);
      return Sample.of(Topics.CAMERAS, camera, status);
    }
    if (topic.equals(Topics.CAMERA_CONFIGS.name())) {
      var settings = CameraSettings.parse("%s=rtsp://10.0.0.7/live,fps=5".formatted(camera));
      return Sample.of(
          Topics.CAMERA_CONFIGS, camera, new StoredCamera(settings, MACHINE, now, "ada"));
    }
    if (topic.equals(Topics.ALERT_RULES.name())) {
      var rule = rule("rule-" + sequence % 20, sequence % 4 == 0);
      return Sample.of(
          Topics.ALERT_RULES, rule.id(), new StoredRule(rule, StoredRule.Origin.API, now, "ada"));
    }
    if (topic.equals(Topics.DRIFT.name())) {
      var period = new DriftPeriod(now.minusSeconds(7200), now, 900, 300.5, 500);
      return Sample.of(
          Topics.DRIFT,
          camera,
          new Drift(camera, now, period, false, Optional.empty(), List.of(), 0));
    }
    if (topic.equals(Topics.ALERTS.name())) {
      return Sample.of(Topics.ALERTS, camera, alert(camera, sequence, now));
    }
    return topic.contains("train")
        ? training(topic, "t" + sequence % 20, now)
        : model(topic, camera, frame, sequence % 20 + 1, now);
  }

  private static DetectedFaces faces(FrameInfo frame) {
    var face =
        new DetectedFace(
            7, BOX, new Pixels(new byte[Pixels.COUNT]), 0.7f, 3f, Suitability.SUITABLE);
    return new DetectedFaces(frame, List.of(face, face));
  }

  private static FrameExpressions expressions(FrameInfo frame) {
    return new FrameExpressions(
        frame,
        1,
        List.of(
            new FaceExpression(7, BOX, 0.7f, 3f, HAPPY),
            new FaceExpression(8, BOX, 0.7f, 3f, HAPPY)),
        List.of(new UnanalysedFace(9, BOX, 0, 0.1f, Suitability.TOO_SMALL)));
  }

  private static Summary summary(CameraId camera, Instant now) {
    var faces =
        new FaceStatistics(
            10,
            20,
            20,
            3,
            4,
            Optional.of(2.5),
            List.of(0.1, 0.0, 0.0, 0.8, 0.1, 0.0, 0.0),
            2,
            List.of(1));
    Instant from = Step.TEN_SECONDS.windowStart(now);
    return Summary.of(
        new SummaryKey(camera, Step.TEN_SECONDS, from), false, new Coverage(10, 1), faces);
  }

  private static AlertRule rule(String id, boolean lost) {
    return new AlertRule(
        id,
        "many",
        lost
            ? new AlertCondition.Lost()
            : new AlertCondition.Measured(
                AlertMetric.ofLabel("happy"), AlertCondition.Comparison.ABOVE, 0.5),
        Duration.ofSeconds(10),
        Duration.ZERO,
        Set.of(),
        Optional.empty(),
        true);
  }

  private static Alert alert(CameraId camera, int sequence, Instant now) {
    return new Alert(
        "rule-%s-%d".formatted(camera, sequence / 2),
        sequence % 2 == 0 ? Alert.Kind.STARTED : Alert.Kind.ENDED,
        "rule",
        "many",
        camera,
        "happy above 0.5 for 10s",
        Optional.of(0.8),
        now.minusMillis(500),
        now);
  }

  private static Sample model(
      String topic, CameraId camera, FrameInfo frame, int version, Instant now) {
    if (topic.equals(Topics.MODELS.name())) {
      var manifest = new ModelManifest(version, SHA256, SHA256, 9, 1, "{}", now, "ada", false);
      return Sample.of(Topics.MODELS, ModelKey.manifest(version), ModelRecords.bytes(manifest));
    }
    if (topic.equals(Topics.MODEL_ALIASES.name())) {
      var assignment = new ModelAssignment(version, List.of(1, 2), now, "ada", "better");
      return Sample.of(Topics.MODEL_ALIASES, ModelAlias.CHAMPION, assignment);
    }
    if (topic.equals(Topics.CLASSIFIERS.name())) {
      var status =
          new ClassifierStatus(
              "classifier-" + version,
              "host",
              ClassifierStatus.State.SERVING,
              version,
              0,
              Set.of(1, 2),
              Map.of(3, "slow"),
              now);
      return Sample.of(Topics.CLASSIFIERS, status.id(), status);
    }
    if (topic.equals(Topics.SHADOW.name())) {
      var comparison =
          new ShadowComparison(
              camera,
              frame.id(),
              frame.capturedAt(),
              1,
              2,
              Duration.ofMillis(2),
              Duration.ofMillis(3),
              List.of(new ShadowComparison.Face(7, HAPPY, HAPPY)));
      return Sample.of(Topics.SHADOW, camera, comparison);
    }
    var entry = new AuditEntry(now, "ada", AuditEntry.Action.PROMOTED, 1, version, "better");
    return Sample.of(Topics.AUDIT, Integer.toString(version), entry);
  }

  private static Sample training(String topic, String id, Instant now) {
    var request =
        new TrainingRequest(
            id, new TrainingTask("faces", "paper", 3, 0, Optional.empty()), now, "ada");
    if (topic.equals(Topics.TRAINING_REQUESTS.name())) {
      return Sample.of(Topics.TRAINING_REQUESTS, id, request);
    }
    if (topic.equals(Topics.TRAINING_PROGRESS.name())) {
      return Sample.of(Topics.TRAINING_PROGRESS, id, TrainingProgress.queued(request));
    }
    var status = new TrainerStatus(id, "host", TrainerStatus.State.WAITING, "", "/faces", now);
    return Sample.of(Topics.TRAINERS, id, status);
  }

  private static byte[] jpeg() {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY), "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
