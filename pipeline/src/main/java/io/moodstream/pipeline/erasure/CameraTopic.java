package io.moodstream.pipeline.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic with records of cameras: how to find those of one camera, and how they are removed.
 *
 * @param reader the stage that must have read a record before it may go; empty if none reads on
 *     from where it stopped
 * @param keyOfNone a key that belongs to no camera; empty for topics that are not compacted
 */
record CameraTopic(
    String name,
    Removal removal,
    Optional<KafkaUser> reader,
    Finder finder,
    Optional<Function<Instant, byte[]>> keyOfNone) {
  enum Removal {
    /** With all older records of the same partition, those of other cameras included. */
    DELETE_BEFORE,
    /** One by one: a record without a value takes the place of all with its key. */
    COMPACT,
    /** The entries that stay are written again, then all up to the last that goes are deleted. */
    REWRITE
  }

  /** The time that a record is about, if it is about the camera of the request. */
  @FunctionalInterface
  interface Finder {
    Optional<TimeRange> find(ErasureRequest request, ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * Those of models and trainings, which no camera is in; rules and cameras as they are wanted are
   * settings.
   */
  static final Set<Topic<?, ?>> WITHOUT_CAMERAS =
      Set.of(
          Topics.MODELS,
          Topics.MODEL_ALIASES,
          Topics.CLASSIFIERS,
          Topics.ALERT_RULES,
          Topics.CAMERA_CONFIGS,
          Topics.TRAINING_REQUESTS,
          Topics.TRAINING_PROGRESS,
          Topics.TRAINERS);

  /** In the order in which a frame flows, then the states of stages. */
  static List<CameraTopic> all() {
    return Stream.concat(
            Stream.of(
                deleted(Topics.FRAMES, Optional.of(KafkaUser.FACE_DETECTOR)),
                deleted(Topics.FACES, Optional.of(KafkaUser.EMOTION_CLASSIFIER)),
                deleted(Topics.EXPRESSIONS, Optional.of(KafkaUser.AGGREGATOR)),
                deleted(Topics.SHADOW, Optional.empty()),
                deleted(Topics.DETECTOR_DEAD_LETTERS, Optional.empty()),
                deleted(Topics.CLASSIFIER_DEAD_LETTERS, Optional.empty()),
                deleted(Topics.AGGREGATOR_DEAD_LETTERS, Optional.empty()),
                deleted(Topics.ALERTS_DEAD_LETTERS, Optional.empty()),
                summaries(Topics.SUMMARIES.name()),
                cameras(Topics.CAMERAS.name()),
                rewritten(Topics.AUDIT, Traces::ofAudit),
                rewritten(Topics.ALERTS, Traces::ofFrame),
                summaries(KafkaUser.AGGREGATOR.changelog("tallies")),
                cameras(KafkaUser.EMOTION_CLASSIFIER.changelog("answered-frames")),
                cameras(KafkaUser.ALERTING.changelog("cameras")),
                cameras(Topics.DRIFT_REFERENCES.name()),
                drift(Topics.DRIFT.name(), Traces::ofDrift),
                drift(KafkaUser.AGGREGATOR.changelog("drift-references"), Traces::ofDriftState),
                drift(KafkaUser.AGGREGATOR.changelog("drift-hours"), Traces::ofDriftState)),
            Arrays.stream(Step.values()).map(CameraTopic::storedWindows))
        .toList();
  }

  /** Whether a record is about the camera and the time of the request. */
  boolean concerns(ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    return Traces.isMark(request.camera(), record)
        || time(request, record).filter(time -> time.overlaps(request.range())).isPresent();
  }

  /** Whether its window still runs at the end of the request, and may be written again after it. */
  boolean mayComeAgain(ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    return removal == Removal.COMPACT
        && time(request, record).filter(time -> time.to().isAfter(request.to())).isPresent();
  }

  private Optional<TimeRange> time(ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    return finder.find(request, record);
  }

  private static CameraTopic deleted(Topic<?, ?> topic, Optional<KafkaUser> reader) {
    return new CameraTopic(
        topic.name(), Removal.DELETE_BEFORE, reader, Traces::ofFrame, Optional.empty());
  }

  private static CameraTopic rewritten(Topic<?, ?> topic, Finder finder) {
    return new CameraTopic(
        topic.name(), Removal.REWRITE, Optional.empty(), finder, Optional.empty());
  }

  private static CameraTopic summaries(String name) {
    var none = new SummaryKey(ErasureMark.NO_CAMERA, Step.TEN_SECONDS, Instant.EPOCH);
    return compacted(name, Traces::ofSummary, now -> none.toString().getBytes(UTF_8));
  }

  private static CameraTopic cameras(String name) {
    return compacted(name, Traces::ofCamera, now -> ErasureMark.NO_CAMERA.value().getBytes(UTF_8));
  }

  private static CameraTopic drift(String name, Finder finder) {
    return compacted(name, finder, now -> ErasureMark.NO_CAMERA.value().getBytes(UTF_8));
  }

  private static CameraTopic storedWindows(Step step) {
    return compacted(
        KafkaUser.AGGREGATOR.changelog("summaries-" + step.label()),
        (request, record) -> Traces.ofStoredWindow(step, request, record),
        Traces::storedWindowKey);
  }

  private static CameraTopic compacted(
      String name, Finder finder, Function<Instant, byte[]> keyOfNone) {
    return new CameraTopic(name, Removal.COMPACT, Optional.empty(), finder, Optional.of(keyOfNone));
  }
}
