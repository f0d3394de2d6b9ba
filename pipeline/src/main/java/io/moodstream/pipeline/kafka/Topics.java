package io.moodstream.pipeline.kafka;

import static java.util.Map.entry;

import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.alerts.AlertSerdes;
import io.moodstream.pipeline.alerts.StoredRule;
import io.moodstream.pipeline.cameras.CameraSerdes;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.drift.DriftSerdes;
import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.ClassifierStatus;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelKey;
import io.moodstream.pipeline.models.ModelManifest;
import io.moodstream.pipeline.models.ModelSerdes;
import io.moodstream.pipeline.models.ShadowComparison;
import io.moodstream.pipeline.serde.CloudEventSerde;
import io.moodstream.pipeline.serde.CloudEventSerde.Origin;
import io.moodstream.pipeline.serde.CloudEvents;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import io.moodstream.pipeline.trainings.TrainerSerdes;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.TrainingOrder;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Every topic, with its settings. A topic's name appears nowhere else. */
public final class Topics {
  private static final String PREFIX = "moodstream.";
  private static final String VERSION = ".v1";

  /** The JPEG itself; who, when and which in CloudEvents headers ({@link FrameHeaders}). */
  public static final Topic<CameraId, byte[]> FRAMES =
      new Topic<>(
          PREFIX + "frames" + VERSION,
          EventSerdes.CAMERA_ID,
          Serdes.ByteArray(),
          TopicLayout.DEFAULT_PARTITIONS,
          with(
              minutesOfFrames(16 << 20),
              // Age is counted from here: a camera's own clock may be wrong.
              entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
              entry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(4 << 20))));

  public static final Topic<CameraId, DetectedFaces> FACES =
      new Topic<>(
          PREFIX + "faces" + VERSION,
          EventSerdes.CAMERA_ID,
          aboutFrame("faces", EventSerdes.FACES, DetectedFaces::frame),
          TopicLayout.DEFAULT_PARTITIONS,
          minutesOfFrames(16 << 20));

  public static final Topic<CameraId, FrameExpressions> EXPRESSIONS =
      new Topic<>(
          PREFIX + "expressions" + VERSION,
          EventSerdes.CAMERA_ID,
          aboutFrame("expressions", EventSerdes.EXPRESSIONS, FrameExpressions::frame),
          TopicLayout.DEFAULT_PARTITIONS,
          weekOfFaces());

  /**
   * The last record of a key counts. Partitioned by camera, so a camera's windows stay in order.
   */
  public static final Topic<SummaryKey, Summary> SUMMARIES =
      new Topic<>(
          PREFIX + "summaries" + VERSION,
          EventSerdes.SUMMARY_KEY,
          ofCamera("summary", EventSerdes.SUMMARY, Summary::camera),
          TopicLayout.DEFAULT_PARTITIONS,
          with(
              kept(Duration.ofDays(400)),
              entry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete"),
              entry(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20))));

  /** The state of each camera as its producer reports it. */
  public static final Topic<CameraId, CameraStatus> CAMERAS =
      new Topic<>(
          PREFIX + "cameras" + VERSION,
          EventSerdes.CAMERA_ID,
          ofCamera("camera", EventSerdes.CAMERA_STATUS, CameraStatus::camera),
          1,
          compacted());

  /**
   * Each camera of the API as it is wanted: the camera machine that it names runs it. Holds the
   * passwords of cameras.
   */
  public static final Topic<CameraId, StoredCamera> CAMERA_CONFIGS =
      new Topic<>(
          PREFIX + "camera-configs" + VERSION,
          EventSerdes.CAMERA_ID,
          ofCamera("camera-config", CameraSerdes.CONFIG, it -> it.settings().id()),
          1,
          compacted());

  /**
   * Bundles as chunks of their zip, then a {@link ModelManifest}, in one transaction: to be read
   * committed.
   */
  public static final Topic<ModelKey, byte[]> MODELS =
      new Topic<>(
          PREFIX + "models" + VERSION,
          ModelSerdes.KEY,
          new CloudEventSerde<>(
              Serdes.ByteArray(),
              new CloudEvents("model", CloudEvents.BYTES),
              bytes -> Origin.of("/models")),
          1,
          compacted());

  public static final Topic<ModelAlias, ModelAssignment> MODEL_ALIASES =
      new Topic<>(
          PREFIX + "model-aliases" + VERSION,
          ModelSerdes.ALIAS,
          event("model-alias", ModelSerdes.ASSIGNMENT, it -> "/models"),
          1,
          compacted());

  /** By the id of the classifier. How long ago one was heard of goes by the broker's clock. */
  public static final Topic<String, ClassifierStatus> CLASSIFIERS =
      new Topic<>(
          PREFIX + "classifiers" + VERSION,
          Serdes.String(),
          event("classifier", ModelSerdes.CLASSIFIER_STATUS, it -> "/classifiers/" + it.id()),
          1,
          with(
              compacted(),
              // Read from its beginning at every start: heartbeats of long ago shall be gone.
              entry(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofHours(1).toMillis())),
              entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));

  public static final Topic<CameraId, ShadowComparison> SHADOW =
      new Topic<>(
          PREFIX + "shadow" + VERSION,
          EventSerdes.CAMERA_ID,
          ofCamera("shadow", ModelSerdes.SHADOW, ShadowComparison::camera),
          1,
          weekOfFaces());

  /** By the version that an entry is about. */
  public static final Topic<String, AuditEntry> AUDIT =
      new Topic<>(
          PREFIX + "audit" + VERSION,
          Serdes.String(),
          event("audit", ModelSerdes.AUDIT, it -> CloudEvents.OWN_SOURCE),
          1,
          kept(Duration.ofDays(400)));

  /** How long a training can be asked about; one that is not over by then is forgotten. */
  public static final Duration TRAININGS_KEPT = Duration.ofDays(7);

  /**
   * By the id of the training. A trainer that restarts reads it and {@link #TRAINING_PROGRESS} from
   * their beginning: what was asked for and is not over is its queue. Both are kept for the same
   * time and a request is older than its progress, so of a request younger than that the progress
   * is there too, to its last record. An older request may still be here, in a segment that is not
   * full, when what became of it is deleted already: without any progress it must be passed over,
   * else a training of last week would run twice. Ages go by the broker's clock.
   */
  public static final Topic<String, TrainingOrder> TRAINING_REQUESTS =
      new Topic<>(
          PREFIX + "training-requests" + VERSION,
          Serdes.String(),
          event("training-request", TrainingSerdes.ORDER, it -> "/trainings"),
          1,
          with(
              kept(TRAININGS_KEPT),
              entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));

  /**
   * By the id of the training. Not compacted: the records of epochs that are over make its curve.
   */
  public static final Topic<String, TrainingProgress> TRAINING_PROGRESS =
      new Topic<>(
          PREFIX + "training-progress" + VERSION,
          Serdes.String(),
          event("training-progress", TrainingSerdes.PROGRESS, it -> "/trainings/" + it.id()),
          1,
          with(
              kept(TRAININGS_KEPT),
              entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));

  /** By the id of the trainer. How long ago one was heard of goes by the broker's clock. */
  public static final Topic<String, TrainerStatus> TRAINERS =
      new Topic<>(
          PREFIX + "trainers" + VERSION,
          Serdes.String(),
          event("trainer", TrainerSerdes.STATUS, it -> "/trainers/" + it.id()),
          1,
          with(
              kept(Duration.ofDays(1)),
              // One that was killed leaves no tombstone.
              entry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete"),
              // As with the classifiers.
              entry(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofHours(1).toMillis())),
              entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));

  /** By the id of the rule. */
  public static final Topic<String, StoredRule> ALERT_RULES =
      new Topic<>(
          PREFIX + "alert-rules" + VERSION,
          Serdes.String(),
          event("alert-rule", AlertSerdes.RULE, it -> "/alerts/rules/" + it.rule().id()),
          1,
          compacted());

  /** To be read committed. */
  public static final Topic<CameraId, Alert> ALERTS =
      new Topic<>(
          PREFIX + "alerts" + VERSION,
          EventSerdes.CAMERA_ID,
          ofCamera("alert", AlertSerdes.ALERT, Alert::camera),
          1,
          kept(Duration.ofDays(400)));

  /** How far the faces of a camera have moved from its reference. To be read committed. */
  public static final Topic<CameraId, Drift> DRIFT =
      new Topic<>(
          PREFIX + "drift" + VERSION,
          EventSerdes.CAMERA_ID,
          ofCamera("drift", DriftSerdes.DRIFT, Drift::camera),
          1,
          compacted());

  /** From when on the reference of a camera shall be taken anew. */
  public static final Topic<CameraId, ReferenceRequest> DRIFT_REFERENCES =
      new Topic<>(
          PREFIX + "drift-references" + VERSION,
          EventSerdes.CAMERA_ID,
          ofCamera("drift-reference", DriftSerdes.REQUEST, ReferenceRequest::camera),
          1,
          compacted());

  public static final Topic<byte[], byte[]> DETECTOR_DEAD_LETTERS = deadLetters("face-detector");
  public static final Topic<byte[], byte[]> CLASSIFIER_DEAD_LETTERS =
      deadLetters("emotion-classifier");
  public static final Topic<byte[], byte[]> AGGREGATOR_DEAD_LETTERS = deadLetters("aggregator");
  public static final Topic<byte[], byte[]> ALERTS_DEAD_LETTERS = deadLetters("alerts");

  /** In the order in which a frame flows. */
  public static final List<Topic<?, ?>> ALL =
      List.of(
          FRAMES,
          FACES,
          EXPRESSIONS,
          SUMMARIES,
          CAMERAS,
          CAMERA_CONFIGS,
          MODELS,
          MODEL_ALIASES,
          CLASSIFIERS,
          SHADOW,
          AUDIT,
          TRAINING_REQUESTS,
          TRAINING_PROGRESS,
          TRAINERS,
          ALERT_RULES,
          ALERTS,
          DRIFT,
          DRIFT_REFERENCES,
          DETECTOR_DEAD_LETTERS,
          CLASSIFIER_DEAD_LETTERS,
          AGGREGATOR_DEAD_LETTERS,
          ALERTS_DEAD_LETTERS);

  private Topics() {}

  /**
   * Creates those of every stage that are missing.
   *
   * @param replicationFactor 1 on a single broker; -1 for the cluster's default
   * @see TopicSetup
   */
  public static void createMissing(Admin admin, short replicationFactor)
      throws InterruptedException, ExecutionException {
    var unused =
        TopicSetup.prepare(admin, KafkaUser.stages(), TopicLayout.replicated(replicationFactor));
  }

  private static <V> Serde<V> event(String type, Serde<V> protobuf, Function<V, String> source) {
    return new CloudEventSerde<>(
        protobuf,
        new CloudEvents(type, CloudEvents.PROTOBUF),
        value -> Origin.of(source.apply(value)));
  }

  private static <V> Serde<V> ofCamera(
      String type, Serde<V> protobuf, Function<V, CameraId> camera) {
    return event(type, protobuf, value -> "/cameras/" + camera.apply(value));
  }

  /** With the id of the frame: a frame that is answered twice has the same id twice. */
  private static <V> Serde<V> aboutFrame(
      String type, Serde<V> protobuf, Function<V, FrameInfo> frame) {
    return new CloudEventSerde<>(
        protobuf,
        new CloudEvents(type, CloudEvents.PROTOBUF),
        value -> {
          FrameInfo about = frame.apply(value);
          return new Origin(
              "/cameras/" + about.camera(),
              Optional.of(type + "/" + about.id()),
              Optional.of(about.capturedAt()));
        });
  }

  private static Topic<byte[], byte[]> deadLetters(String stage) {
    return new Topic<>(
        PREFIX + stage + ".dlq" + VERSION,
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        1,
        kept(Duration.ofDays(7)));
  }

  private static Map<String, String> kept(Duration retention) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        "delete",
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()));
  }

  private static Map<String, String> compacted() {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact");
  }

  /**
   * Two minutes and a segment. With Kafka's default segment of 1 GB, frames would never be deleted.
   */
  private static Map<String, String> minutesOfFrames(int segmentBytes) {
    return with(
        kept(Duration.ofMinutes(2)),
        entry(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(segmentBytes)),
        entry(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofSeconds(30).toMillis())),
        entry(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "1000"));
  }

  /** A week and a day. With Kafka's default segment of a week, the oldest would stay for two. */
  private static Map<String, String> weekOfFaces() {
    return with(
        kept(Duration.ofDays(7)),
        entry(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis())));
  }

  @SafeVarargs
  private static Map<String, String> with(
      Map<String, String> settings, Map.Entry<String, String>... more) {
    var all = new java.util.TreeMap<>(settings);
    for (Map.Entry<String, String> entry : more) {
      all.put(entry.getKey(), entry.getValue());
    }
    return Map.copyOf(all);
  }
}
