package io.moodstream.pipeline;

import com.google.protobuf.ByteString;
import io.moodstream.pipeline.proto.v1.Expressions;
import io.moodstream.pipeline.proto.v1.Face;
import io.moodstream.pipeline.proto.v1.Faces;
import io.moodstream.pipeline.proto.v1.Summaries;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record on Kafka; the messages are those of {@code src/main/proto}. */
final class EventSerdes {
  static final Serde<CameraId> CAMERA_ID = new TextSerde<>(CameraId::new);
  static final Serde<SummaryKey> SUMMARY_KEY = new TextSerde<>(SummaryKey::parse);

  static final Serde<DetectedFaces> FACES =
      new EventSerde<>(Faces.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);
  static final Serde<FrameExpressions> EXPRESSIONS =
      new EventSerde<>(Expressions.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);
  static final Serde<Summary> SUMMARY =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.Summary.parser(),
          EventSerdes::toMessage,
          EventSerdes::fromMessage);
  static final Serde<List<Summary>> SUMMARIES =
      new EventSerde<>(Summaries.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);
  static final Serde<CameraStatus> CAMERA_STATUS =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.CameraStatus.parser(),
          EventSerdes::toMessage,
          EventSerdes::fromMessage);

  private EventSerdes() {}

  private static Faces toMessage(DetectedFaces faces) {
    var message = Faces.newBuilder().setFrame(toMessage(faces.frame()));
    for (DetectedFace face : faces.faces()) {
      message.addFaces(
          Face.newBuilder()
              .setTrack(face.track())
              .setBox(toMessage(face.box()))
              .setPixels(ByteString.copyFrom(face.pixels().values()))
              .setQuality(face.quality())
              .setRoll(face.roll())
              .setSuitability(toMessage(face.suitability())));
    }
    return message.build();
  }

  private static DetectedFaces fromMessage(Faces message) {
    return new DetectedFaces(
        fromMessage(message.getFrame()),
        message.getFacesList().stream()
            .map(
                face ->
                    new DetectedFace(
                        face.getTrack(),
                        fromMessage(face.getBox()),
                        new Pixels(face.getPixels().toByteArray()),
                        face.getQuality(),
                        face.getRoll(),
                        fromMessage(face.getSuitability())))
            .toList());
  }

  private static Expressions toMessage(FrameExpressions expressions) {
    var message =
        Expressions.newBuilder()
            .setFrame(toMessage(expressions.frame()))
            .setModel(expressions.model());
    for (FaceExpression face : expressions.faces()) {
      message.addFaces(
          io.moodstream.pipeline.proto.v1.FaceExpression.newBuilder()
              .setTrack(face.track())
              .setBox(toMessage(face.box()))
              .setQuality(face.quality())
              .setRoll(face.roll())
              .addAllProbabilities(face.probabilities().asList()));
    }
    for (UnanalysedFace face : expressions.unanalysed()) {
      message.addUnanalysed(
          io.moodstream.pipeline.proto.v1.UnanalysedFace.newBuilder()
              .setTrack(face.track())
              .setBox(toMessage(face.box()))
              .setQuality(face.quality())
              .setRoll(face.roll())
              .setReason(toMessage(face.reason())));
    }
    return message.build();
  }

  private static FrameExpressions fromMessage(Expressions message) {
    return new FrameExpressions(
        fromMessage(message.getFrame()),
        message.getModel(),
        message.getFacesList().stream()
            .map(
                face ->
                    new FaceExpression(
                        face.getTrack(),
                        fromMessage(face.getBox()),
                        face.getQuality(),
                        face.getRoll(),
                        Probabilities.of(face.getProbabilitiesList())))
            .toList(),
        message.getUnanalysedList().stream()
            .map(
                face ->
                    new UnanalysedFace(
                        face.getTrack(),
                        fromMessage(face.getBox()),
                        face.getRoll(),
                        face.getQuality(),
                        fromMessage(face.getReason())))
            .toList());
  }

  private static io.moodstream.pipeline.proto.v1.Suitability toMessage(Suitability suitability) {
    return io.moodstream.pipeline.proto.v1.Suitability.valueOf(suitability.name());
  }

  /** Records written before faces were assessed have no suitability: all their faces count. */
  private static Suitability fromMessage(io.moodstream.pipeline.proto.v1.Suitability suitability) {
    return suitability == io.moodstream.pipeline.proto.v1.Suitability.SUITABILITY_UNSPECIFIED
        ? Suitability.SUITABLE
        : Suitability.valueOf(suitability.name());
  }

  private static io.moodstream.pipeline.proto.v1.Summary toMessage(Summary summary) {
    return io.moodstream.pipeline.proto.v1.Summary.newBuilder()
        .setCamera(summary.camera().value())
        .setStep(summary.step().label())
        .setFrom(summary.from().toEpochMilli())
        .setFrames(summary.frames())
        .setSkipped(summary.skipped())
        .setFaces(summary.faces())
        .setPeople(summary.people())
        .setTogether(summary.together())
        .addAllShares(summary.shares())
        .setUncertain(summary.uncertain())
        .setSuppressed(summary.suppressed())
        .addAllModels(summary.models())
        .build();
  }

  private static Summary fromMessage(io.moodstream.pipeline.proto.v1.Summary message) {
    return new Summary(
        new CameraId(message.getCamera()),
        Step.ofLabel(message.getStep()),
        Instant.ofEpochMilli(message.getFrom()),
        message.getFrames(),
        message.getSkipped(),
        message.getFaces(),
        message.getPeople(),
        message.getTogether(),
        message.getSharesList(),
        message.getUncertain(),
        message.getSuppressed(),
        message.getModelsList());
  }

  private static Summaries toMessage(List<Summary> summaries) {
    return Summaries.newBuilder()
        .addAllSummaries(summaries.stream().map(EventSerdes::toMessage).toList())
        .build();
  }

  private static List<Summary> fromMessage(Summaries message) {
    return message.getSummariesList().stream().map(EventSerdes::fromMessage).toList();
  }

  private static io.moodstream.pipeline.proto.v1.CameraStatus toMessage(CameraStatus status) {
    return io.moodstream.pipeline.proto.v1.CameraStatus.newBuilder()
        .setCamera(status.camera().value())
        .setSource(status.source())
        .setState(io.moodstream.pipeline.proto.v1.CameraStatus.State.valueOf(status.state().name()))
        .setReason(status.reason())
        .setPictures(status.pictures())
        .setUpdatedAt(status.updatedAt().toEpochMilli())
        .build();
  }

  private static CameraStatus fromMessage(io.moodstream.pipeline.proto.v1.CameraStatus message) {
    return new CameraStatus(
        new CameraId(message.getCamera()),
        message.getSource(),
        CameraStatus.State.valueOf(message.getState().name()),
        message.getReason(),
        message.getPictures(),
        Instant.ofEpochMilli(message.getUpdatedAt()));
  }

  private static io.moodstream.pipeline.proto.v1.FrameInfo toMessage(FrameInfo frame) {
    return io.moodstream.pipeline.proto.v1.FrameInfo.newBuilder()
        .setCamera(frame.camera().value())
        .setFrame(frame.id().toString())
        .setCapturedAt(frame.capturedAt().toEpochMilli())
        .setAppendedAt(frame.appendedAt().toEpochMilli())
        .setWidth(frame.width())
        .setHeight(frame.height())
        .setOutcome(io.moodstream.pipeline.proto.v1.Outcome.valueOf(frame.outcome().name()))
        .build();
  }

  private static FrameInfo fromMessage(io.moodstream.pipeline.proto.v1.FrameInfo message) {
    return new FrameInfo(
        new CameraId(message.getCamera()),
        FrameId.parse(message.getFrame()),
        Instant.ofEpochMilli(message.getCapturedAt()),
        Instant.ofEpochMilli(message.getAppendedAt()),
        message.getWidth(),
        message.getHeight(),
        Outcome.valueOf(message.getOutcome().name()));
  }

  private static io.moodstream.pipeline.proto.v1.Box toMessage(Box box) {
    return io.moodstream.pipeline.proto.v1.Box.newBuilder()
        .setX(box.x())
        .setY(box.y())
        .setWidth(box.width())
        .setHeight(box.height())
        .build();
  }

  private static Box fromMessage(io.moodstream.pipeline.proto.v1.Box message) {
    return new Box(message.getX(), message.getY(), message.getWidth(), message.getHeight());
  }
}
