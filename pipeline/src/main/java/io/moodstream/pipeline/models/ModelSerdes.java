package io.moodstream.pipeline.models;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.proto.v1.AuditEntryProto;
import io.moodstream.pipeline.proto.v1.ClassifierStatusProto;
import io.moodstream.pipeline.proto.v1.FaceComparisonProto;
import io.moodstream.pipeline.proto.v1.ModelAssignmentProto;
import io.moodstream.pipeline.proto.v1.ModelManifestProto;
import io.moodstream.pipeline.proto.v1.ShadowComparisonProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.TextSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
        message.getVersion(),
        message.getSha256(),
        message.getZipSha256(),
        message.getBytes(),
        message.getChunks(),
        message.getCard(),
        Instant.ofEpochMilli(message.getPublishedAt()),
        message.getPublishedBy(),
        message.getDeleted());
  }

  private static ModelAssignmentProto toMessage(ModelAssignment assignment) {
    return ModelAssignmentProto.newBuilder()
        .setVersion(assignment.version())
        .addAllBefore(assignment.before())
        .setSince(assignment.since().toEpochMilli())
        .setBy(assignment.by())
        .setReason(assignment.reason())
        .build();
  }

  private static ModelAssignment fromMessage(ModelAssignmentProto message) {
    return new ModelAssignment(
        message.getVersion(),
        message.getBeforeList(),
        Instant.ofEpochMilli(message.getSince()),
        message.getBy(),
        message.getReason());
  }

  private static ClassifierStatusProto toMessage(ClassifierStatus status) {
    return ClassifierStatusProto.newBuilder()
        .setId(status.id())
        .setHost(status.host())
        .setState(ClassifierStatusProto.State.valueOf(status.state().name()))
        .setChampion(status.champion())
        .setChallenger(status.challenger())
        .addAllReady(status.ready())
        .putAllRefused(status.refused())
        .setUpdatedAt(status.updatedAt().toEpochMilli())
        .build();
  }

  private static ClassifierStatus fromMessage(ClassifierStatusProto message) {
    return new ClassifierStatus(
        message.getId(),
        message.getHost(),
        ClassifierStatus.State.valueOf(message.getState().name()),
        message.getChampion(),
        message.getChallenger(),
        Set.copyOf(message.getReadyList()),
        message.getRefusedMap(),
        Instant.ofEpochMilli(message.getUpdatedAt()));
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
        Instant.ofEpochMilli(message.getCapturedAt()),
        message.getChampion(),
        message.getChallenger(),
        micros(message.getChampionMicros()),
        micros(message.getChallengerMicros()),
        message.getFacesList().stream()
            .map(
                face ->
                    new ShadowComparison.Face(
                        face.getTrack(),
                        Probabilities.of(face.getChampionList()),
                        Probabilities.of(face.getChallengerList())))
            .toList());
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros));
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
        Instant.ofEpochMilli(message.getAt()),
        message.getBy(),
        AuditEntry.Action.valueOf(message.getAction().name()),
        message.getFrom(),
        message.getTo(),
        message.getReason());
  }
}
