package io.moodstream.pipeline.kafka;

import com.google.protobuf.ByteString;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.CameraStatus;
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
import io.moodstream.pipeline.proto.v1.BoxProto;
import io.moodstream.pipeline.proto.v1.CameraStatusProto;
import io.moodstream.pipeline.proto.v1.ExpressionsProto;
import io.moodstream.pipeline.proto.v1.FaceExpressionProto;
import io.moodstream.pipeline.proto.v1.FaceProto;
import io.moodstream.pipeline.proto.v1.FacesProto;
import io.moodstream.pipeline.proto.v1.FrameInfoProto;
import io.moodstream.pipeline.proto.v1.OutcomeProto;
import io.moodstream.pipeline.proto.v1.SuitabilityProto;
import io.moodstream.pipeline.proto.v1.SummariesProto;
import io.moodstream.pipeline.proto.v1.SummaryProto;
import io.moodstream.pipeline.proto.v1.UnanalysedFaceProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.TextSerde;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record on Kafka; the messages are those of {@code src/main/proto}. */
final class EventSerdes {
  static final Serde<CameraId> CAMERA_ID = new TextSerde<>(CameraId::new);
  static final Serde<SummaryKey> SUMMARY_KEY = new TextSerde<>(SummaryKey::parse);

  static final Serde<DetectedFaces> FACES =
      new EventSerde<>(FacesProto.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);
  static final Serde<FrameExpressions> EXPRESSIONS =
      new EventSerde<>(ExpressionsProto.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);
  static final Serde<Summary> SUMMARY =
      new EventSerde<>(SummaryProto.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);
  static final Serde<List<Summary>> SUMMARIES =
      new EventSerde<>(SummariesProto.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);
  static final Serde<CameraStatus> CAMERA_STATUS =
      new EventSerde<>(
          CameraStatusProto.parser(), EventSerdes::toMessage, EventSerdes::fromMessage);

  private EventSerdes() {}

  private static FacesProto toMessage(DetectedFaces faces) {
    var message = FacesProto.newBuilder().setFrame(toMessage(faces.frame()));
    for (DetectedFace face : faces.faces()) {
      message.addFaces(
          FaceProto.newBuilder()
              .setTrack(face.track())
              .setBox(toMessage(face.box()))
              .setPixels(ByteString.copyFrom(face.pixels().values()))
              .setQuality(face.quality())
              .setRoll(face.roll())
              .setSuitability(toMessage(face.suitability())));
    }
    return message.build();
  }

  private static DetectedFaces fromMessage(FacesProto message) {
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

  private static ExpressionsProto toMessage(FrameExpressions expressions) {
    var message =
        ExpressionsProto.newBuilder()
            .setFrame(toMessage(expressions.frame()))
            .setModel(expressions.model());
    for (FaceExpression face : expressions.faces()) {
      message.addFaces(
          FaceExpressionProto.newBuilder()
              .setTrack(face.track())
              .setBox(toMessage(face.box()))
              .setQuality(face.quality())
              .setRoll(face.roll())
              .addAllProbabilities(face.probabilities().asList()));
    }
    for (UnanalysedFace face : expressions.unanalysed()) {
      message.addUnanalysed(
          UnanalysedFaceProto.newBuilder()
              .setTrack(face.track())
              .setBox(toMessage(face.box()))
              .setQuality(face.quality())
              .setRoll(face.roll())
              .setReason(toMessage(face.reason())));
    }
    return message.build();
  }

  private static FrameExpressions fromMessage(ExpressionsProto message) {
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

  private static SuitabilityProto toMessage(Suitability suitability) {
    return SuitabilityProto.valueOf(suitability.name());
  }

  /** Records written before faces were assessed have no suitability: all their faces count. */
  private static Suitability fromMessage(SuitabilityProto suitability) {
    return suitability == SuitabilityProto.SUITABILITY_UNSPECIFIED
        ? Suitability.SUITABLE
        : Suitability.valueOf(suitability.name());
  }

  private static SummaryProto toMessage(Summary summary) {
    FaceStatistics faces = summary.faces();
    var message =
        SummaryProto.newBuilder()
            .setCamera(summary.camera().value())
            .setStep(summary.step().label())
            .setFrom(summary.from().toEpochMilli())
            .setFinal(summary.isFinal())
            .setFrames(summary.coverage().frames())
            .setSkipped(summary.coverage().skipped())
            .setMinimumPeople(summary.minimumPeople())
            .setSuppressed(summary.suppressed())
            .setShownFrames(faces.frames())
            .setFacesSeen(faces.seen())
            .setFaces(faces.analysed())
            .setMaxFaces(faces.most())
            .setAppearances(faces.appearances())
            .addAllShares(faces.shares())
            .setUncertain(faces.uncertainShare().orElse(0.0))
            .addAllModels(faces.models());
    faces.dwellSeconds().ifPresent(message::setDwellSeconds);
    return message.build();
  }

  /** A record of before may lack what was added since; a window that is not rewritten is closed. */
  private static Summary fromMessage(SummaryProto message) {
    return new Summary(
        new CameraId(message.getCamera()),
        Step.ofLabel(message.getStep()),
        Instant.ofEpochMilli(message.getFrom()),
        !message.hasFinal() || message.getFinal(),
        new Coverage(message.getFrames(), message.getSkipped()),
        message.getSuppressed() ? FaceStatistics.NONE : faces(message),
        message.getMinimumPeople(),
        message.getSuppressed());
  }

  private static FaceStatistics faces(SummaryProto message) {
    return new FaceStatistics(
        message.hasShownFrames() ? message.getShownFrames() : message.getFrames(),
        message.hasFacesSeen() ? message.getFacesSeen() : message.getFaces(),
        message.getFaces(),
        message.getMaxFaces(),
        message.getAppearances(),
        message.hasDwellSeconds() ? Optional.of(message.getDwellSeconds()) : Optional.empty(),
        message.getSharesList(),
        Math.round(message.getUncertain() * message.getFaces()),
        message.getModelsList());
  }

  private static SummariesProto toMessage(List<Summary> summaries) {
    return SummariesProto.newBuilder()
        .addAllSummaries(summaries.stream().map(EventSerdes::toMessage).toList())
        .build();
  }

  private static List<Summary> fromMessage(SummariesProto message) {
    return message.getSummariesList().stream().map(EventSerdes::fromMessage).toList();
  }

  private static CameraStatusProto toMessage(CameraStatus status) {
    return CameraStatusProto.newBuilder()
        .setCamera(status.camera().value())
        .setSource(status.source())
        .setState(CameraStatusProto.State.valueOf(status.state().name()))
        .setReason(status.reason())
        .setPictures(status.pictures())
        .setUpdatedAt(status.updatedAt().toEpochMilli())
        .build();
  }

  private static CameraStatus fromMessage(CameraStatusProto message) {
    return new CameraStatus(
        new CameraId(message.getCamera()),
        message.getSource(),
        CameraStatus.State.valueOf(message.getState().name()),
        message.getReason(),
        message.getPictures(),
        Instant.ofEpochMilli(message.getUpdatedAt()));
  }

  private static FrameInfoProto toMessage(FrameInfo frame) {
    return FrameInfoProto.newBuilder()
        .setCamera(frame.camera().value())
        .setFrame(frame.id().toString())
        .setCapturedAt(frame.capturedAt().toEpochMilli())
        .setAppendedAt(frame.appendedAt().toEpochMilli())
        .setWidth(frame.width())
        .setHeight(frame.height())
        .setOutcome(OutcomeProto.valueOf(frame.outcome().name()))
        .build();
  }

  private static FrameInfo fromMessage(FrameInfoProto message) {
    return new FrameInfo(
        new CameraId(message.getCamera()),
        FrameId.parse(message.getFrame()),
        Instant.ofEpochMilli(message.getCapturedAt()),
        Instant.ofEpochMilli(message.getAppendedAt()),
        message.getWidth(),
        message.getHeight(),
        Outcome.valueOf(message.getOutcome().name()));
  }

  private static BoxProto toMessage(Box box) {
    return BoxProto.newBuilder()
        .setX(box.x())
        .setY(box.y())
        .setWidth(box.width())
        .setHeight(box.height())
        .build();
  }

  private static Box fromMessage(BoxProto message) {
    return new Box(message.getX(), message.getY(), message.getWidth(), message.getHeight());
  }
}
