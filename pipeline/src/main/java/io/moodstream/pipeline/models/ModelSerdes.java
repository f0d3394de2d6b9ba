package io.moodstream.pipeline.models;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.proto.v1.AuditEntryProto;
import io.moodstream.pipeline.proto.v1.CanaryFiguresProto;
import io.moodstream.pipeline.proto.v1.ClassifierStatusProto;
import io.moodstream.pipeline.proto.v1.FaceComparisonProto;
import io.moodstream.pipeline.proto.v1.ModelAssignmentProto;
import io.moodstream.pipeline.proto.v1.ModelManifestProto;
import io.moodstream.pipeline.proto.v1.ShadowComparisonProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.FieldRange;
import io.moodstream.pipeline.serde.TextSerde;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record about models on Kafka. */
public final class ModelSerdes {
  public static final Serde<ModelKey> KEY = new TextSerde<>(ModelKey::parse);
  public static final Serde<ModelAlias> ALIAS = new TextSerde<>(ModelAlias::ofLabel);

  public static final Serde<ModelManifest> MANIFEST =
      new EventSerde<>(
          ModelManifestProto.parser(), ModelSerdes::toMessage, ModelSerdes::fromMessage);
  public static final Serde<ModelAssignment> ASSIGNMENT =
      new EventSerde<>(
          ModelAssignmentProto.parser(), ModelSerdes::toMessage, ModelSerdes::fromMessage);
  public static final Serde<ClassifierStatus> CLASSIFIER_STATUS =
      new EventSerde<>(
          ClassifierStatusProto.parser(), ModelSerdes::toMessage, ModelSerdes::fromMessage);
  public static final Serde<ShadowComparison> SHADOW =
      new EventSerde<>(
          ShadowComparisonProto.parser(), ModelSerdes::toMessage, ModelSerdes::fromMessage);
  public static final Serde<AuditEntry> AUDIT =
      new EventSerde<>(AuditEntryProto.parser(), ModelSerdes::toMessage, ModelSerdes::fromMessage);

  private static final int LATEST_VERSION = 999_999_999;
  private static final int MOST_VERSIONS = 10_000;
  private static final int MOST_CHUNKS = 1_000;
  private static final int MOST_FACES = 4_096;

  /** Characters. */
  private static final int LONGEST_CARD = 512 << 10;

  /** A day. */
  private static final long LONGEST_MICROS = 86_400_000_000L;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Of a face. */
  private static final double LONGEST_MILLIS = 1e6;

  private ModelSerdes() {}

  private static ModelManifestProto toMessage(ModelManifest manifest) {
    return ModelManifestProto.newBuilder()
        .setVersion(manifest.version())
        .setSha256(manifest.sha256())
        .setZipSha256(manifest.zipSha256())
        .setBytes(manifest.bytes())
        .setChunks(manifest.chunks())
        .setCard(manifest.card())
        .setPublishedAt(manifest.publishedAt().toEpochMilli())
        .setPublishedBy(manifest.publishedBy())
        .setDeleted(manifest.deleted())
        .build();
  }

  private static ModelManifest fromMessage(ModelManifestProto message) {
    return new ModelManifest(
        version(message.getVersion()),
        sha256(message.getSha256()),
        sha256(message.getZipSha256()),
        FieldRange.count("bytes", message.getBytes()),
        FieldRange.within("chunks", message.getChunks(), 0, MOST_CHUNKS),
        FieldRange.text("card", message.getCard(), LONGEST_CARD),
        FieldRange.time("published at", message.getPublishedAt()),
        FieldRange.text("published by", message.getPublishedBy()),
        message.getDeleted());
  }

  private static ModelAssignmentProto toMessage(ModelAssignment assignment) {
    return ModelAssignmentProto.newBuilder()
        .setVersion(assignment.version())
        .addAllBefore(assignment.before())
        .setSince(assignment.since().toEpochMilli())
        .setBy(assignment.by())
        .setReason(assignment.reason())
        .setPercent(assignment.percent())
        .build();
  }

  private static ModelAssignment fromMessage(ModelAssignmentProto message) {
    return new ModelAssignment(
        version(message.getVersion()),
        FieldRange.list("before", message.getBeforeList(), MOST_VERSIONS),
        FieldRange.time("since", message.getSince()),
        FieldRange.text("by", message.getBy()),
        FieldRange.text("reason", message.getReason()),
        message.getPercent());
  }

  private static ClassifierStatusProto toMessage(ClassifierStatus status) {
    var message =
        ClassifierStatusProto.newBuilder()
            .setId(status.id())
            .setHost(status.host())
            .setState(ClassifierStatusProto.State.valueOf(status.state().name()))
            .setChampion(status.champion())
            .setChallenger(status.challenger())
            .addAllReady(status.ready())
            .putAllRefused(status.refused())
            .setUpdatedAt(status.updatedAt().toEpochMilli());
    status.canary().map(ModelSerdes::toMessage).ifPresent(message::setCanary);
    return message.build();
  }

  private static CanaryFiguresProto toMessage(CanaryFigures figures) {
    return CanaryFiguresProto.newBuilder()
        .setVersion(figures.version())
        .setCompared(figures.compared())
        .setDiffering(figures.differing())
        .setUncertain(figures.uncertain())
        .setChampionUncertain(figures.championUncertain())
        .setMillis(figures.millis())
        .setChampionMillis(figures.championMillis())
        .build();
  }

  private static CanaryFigures fromMessage(CanaryFiguresProto message) {
    return new CanaryFigures(
        version(message.getVersion()),
        FieldRange.count("compared", message.getCompared()),
        FieldRange.count("differing", message.getDiffering()),
        FieldRange.count("uncertain", message.getUncertain()),
        FieldRange.count("champion uncertain", message.getChampionUncertain()),
        FieldRange.within("millis", message.getMillis(), 0, LONGEST_MILLIS),
        FieldRange.within("champion millis", message.getChampionMillis(), 0, LONGEST_MILLIS));
  }

  private static ClassifierStatus fromMessage(ClassifierStatusProto message) {
    return new ClassifierStatus(
        FieldRange.text("id", message.getId()),
        FieldRange.text("host", message.getHost()),
        ClassifierStatus.State.valueOf(message.getState().name()),
        version(message.getChampion()),
        version(message.getChallenger()),
        Set.copyOf(FieldRange.list("ready", message.getReadyList(), MOST_VERSIONS)),
        message.getRefusedMap().entrySet().stream()
            .limit(MOST_VERSIONS)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> FieldRange.text("refused", entry.getValue()))),
        FieldRange.time("updated at", message.getUpdatedAt()),
        message.hasCanary() ? Optional.of(fromMessage(message.getCanary())) : Optional.empty());
  }

  private static ShadowComparisonProto toMessage(ShadowComparison comparison) {
    var message =
        ShadowComparisonProto.newBuilder()
            .setCamera(comparison.camera().value())
            .setFrame(comparison.frame().toString())
            .setCapturedAt(comparison.capturedAt().toEpochMilli())
            .setChampion(comparison.champion())
            .setChallenger(comparison.challenger())
            .setChampionMicros(TimeUnit.NANOSECONDS.toMicros(comparison.championTime().toNanos()))
            .setChallengerMicros(
                TimeUnit.NANOSECONDS.toMicros(comparison.challengerTime().toNanos()));
    for (ShadowComparison.Face face : comparison.faces()) {
      message.addFaces(
          FaceComparisonProto.newBuilder()
              .setTrack(face.track())
              .addAllChampion(face.champion().asList())
              .addAllChallenger(face.challenger().asList()));
    }
    return message.build();
  }

  private static ShadowComparison fromMessage(ShadowComparisonProto message) {
    return new ShadowComparison(
        new CameraId(message.getCamera()),
        FrameId.parse(message.getFrame()),
        FieldRange.time("captured at", message.getCapturedAt()),
        version(message.getChampion()),
        version(message.getChallenger()),
        micros(message.getChampionMicros()),
        micros(message.getChallengerMicros()),
        FieldRange.list("faces", message.getFacesList(), MOST_FACES).stream()
            .map(
                face ->
                    new ShadowComparison.Face(
                        face.getTrack(),
                        Probabilities.of(face.getChampionList()),
                        Probabilities.of(face.getChallengerList())))
            .toList());
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(
        TimeUnit.MICROSECONDS.toNanos(FieldRange.within("micros", micros, 0, LONGEST_MICROS)));
  }

  private static AuditEntryProto toMessage(AuditEntry entry) {
    return AuditEntryProto.newBuilder()
        .setAt(entry.at().toEpochMilli())
        .setBy(entry.by())
        .setAction(AuditEntryProto.Action.valueOf(entry.action().name()))
        .setFrom(entry.from())
        .setTo(entry.to())
        .setReason(entry.reason())
        .build();
  }

  private static AuditEntry fromMessage(AuditEntryProto message) {
    return new AuditEntry(
        FieldRange.time("at", message.getAt()),
        FieldRange.text("by", message.getBy()),
        AuditEntry.Action.valueOf(message.getAction().name()),
        message.getFrom(),
        message.getTo(),
        FieldRange.text("reason", message.getReason()));
  }

  /** Its key has nine digits at most. */
  private static int version(int version) {
    return FieldRange.within("version", version, 0, LATEST_VERSION);
  }

  private static String sha256(String hex) {
    if (!SHA256.matcher(hex).matches()) {
      throw new IllegalArgumentException("a SHA-256 of %d characters".formatted(hex.length()));
    }
    return hex;
  }
}
