package io.moodstream.pipeline;

import io.moodstream.pipeline.proto.v1.FaceComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record about models on Kafka. */
final class ModelSerdes {
  static final Serde<ModelKey> KEY = new TextSerde<>(ModelKey::parse);
  static final Serde<ModelAlias> ALIAS = new TextSerde<>(ModelAlias::ofLabel);

  static final Serde<ModelManifest> MANIFEST =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.ModelManifest.parser(),
          ModelSerdes::toMessage,
          ModelSerdes::fromMessage);
  static final Serde<ModelAssignment> ASSIGNMENT =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.ModelAssignment.parser(),
          ModelSerdes::toMessage,
          ModelSerdes::fromMessage);
  static final Serde<ClassifierStatus> CLASSIFIER_STATUS =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.ClassifierStatus.parser(),
          ModelSerdes::toMessage,
          ModelSerdes::fromMessage);
  static final Serde<ShadowComparison> SHADOW =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.ShadowComparison.parser(),
          ModelSerdes::toMessage,
          ModelSerdes::fromMessage);
  static final Serde<AuditEntry> AUDIT =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.AuditEntry.parser(),
          ModelSerdes::toMessage,
          ModelSerdes::fromMessage);

  private ModelSerdes() {}

  private static io.moodstream.pipeline.proto.v1.ModelManifest toMessage(ModelManifest manifest) {
    return io.moodstream.pipeline.proto.v1.ModelManifest.newBuilder()
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

  private static ModelManifest fromMessage(io.moodstream.pipeline.proto.v1.ModelManifest message) {
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

  private static io.moodstream.pipeline.proto.v1.ModelAssignment toMessage(
      ModelAssignment assignment) {
    return io.moodstream.pipeline.proto.v1.ModelAssignment.newBuilder()
        .setVersion(assignment.version())
        .addAllBefore(assignment.before())
        .setSince(assignment.since().toEpochMilli())
        .setBy(assignment.by())
        .setReason(assignment.reason())
        .build();
  }

  private static ModelAssignment fromMessage(
      io.moodstream.pipeline.proto.v1.ModelAssignment message) {
    return new ModelAssignment(
        message.getVersion(),
        message.getBeforeList(),
        Instant.ofEpochMilli(message.getSince()),
        message.getBy(),
        message.getReason());
  }

  private static io.moodstream.pipeline.proto.v1.ClassifierStatus toMessage(
      ClassifierStatus status) {
    return io.moodstream.pipeline.proto.v1.ClassifierStatus.newBuilder()
        .setId(status.id())
        .setHost(status.host())
        .setState(
            io.moodstream.pipeline.proto.v1.ClassifierStatus.State.valueOf(status.state().name()))
        .setChampion(status.champion())
        .setChallenger(status.challenger())
        .addAllReady(status.ready())
        .putAllRefused(status.refused())
        .setUpdatedAt(status.updatedAt().toEpochMilli())
        .build();
  }

  private static ClassifierStatus fromMessage(
      io.moodstream.pipeline.proto.v1.ClassifierStatus message) {
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

  private static io.moodstream.pipeline.proto.v1.ShadowComparison toMessage(
      ShadowComparison comparison) {
    var message =
        io.moodstream.pipeline.proto.v1.ShadowComparison.newBuilder()
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
          FaceComparison.newBuilder()
              .setTrack(face.track())
              .addAllChampion(face.champion().asList())
              .addAllChallenger(face.challenger().asList()));
    }
    return message.build();
  }

  private static ShadowComparison fromMessage(
      io.moodstream.pipeline.proto.v1.ShadowComparison message) {
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

  private static io.moodstream.pipeline.proto.v1.AuditEntry toMessage(AuditEntry entry) {
    return io.moodstream.pipeline.proto.v1.AuditEntry.newBuilder()
        .setAt(entry.at().toEpochMilli())
        .setBy(entry.by())
        .setAction(io.moodstream.pipeline.proto.v1.AuditEntry.Action.valueOf(entry.action().name()))
        .setFrom(entry.from())
        .setTo(entry.to())
        .setReason(entry.reason())
        .build();
  }

  private static AuditEntry fromMessage(io.moodstream.pipeline.proto.v1.AuditEntry message) {
    return new AuditEntry(
        Instant.ofEpochMilli(message.getAt()),
        message.getBy(),
        AuditEntry.Action.valueOf(message.getAction().name()),
        message.getFrom(),
        message.getTo(),
        message.getReason());
  }
}
