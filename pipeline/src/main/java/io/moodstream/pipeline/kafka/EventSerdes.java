package io.moodstream.pipeline.kafka;

import com.google.protobuf.ByteString;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSerdes;
import io.moodstream.pipeline.cameras.CameraStatus;
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
import io.moodstream.pipeline.serde.FieldRange;
import io.moodstream.pipeline.serde.TextSerde;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
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

  /** In one frame; also models in one summary. */
  private static final int MOST_FACES = 4_096;

  /** Pixels: no JPEG is larger. */
  private static final int LONGEST_MACHINE = 64;

  private static final int LARGEST_SIDE = 65_535;

  /** Seconds: a window has 3,600, a track may reach beyond it. */
  private static final double LONGEST_DWELL = 1e9;

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
        FieldRange.list("faces", message.getFacesList(), MOST_FACES).stream()
            .map(
                face ->
                    new DetectedFace(
                        face.getTrack(),
                        fromMessage(face.getBox()),
                        new Pixels(face.getPixels().toByteArray()),
                        FieldRange.share("quality", face.getQuality()),
                        roll(face.getRoll()),
                        fromMessage(face.getSuitability())))
            .toList());
  }

  private static ExpressionsProto toMessage(FrameExpressions expressions) {
    var message =
        ExpressionsProto.newBuilder()
            .setFrame(toMessage(expressions.frame()))
            .setModel(expressions.model());
    for (FaceExpression face : expressions.faces()) {
      message.addFaces(toMessage(face));
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

  private static FaceExpressionProto toMessage(FaceExpression face) {
    var message =
        FaceExpressionProto.newBuilder()
            .setTrack(face.track())
            .setBox(toMessage(face.box()))
            .setQuality(face.quality())
            .setRoll(face.roll())
            .addAllProbabilities(face.probabilities().asList());
    face.brightness().ifPresent(message::setBrightness);
    return message.build();
  }

  private static FrameExpressions fromMessage(ExpressionsProto message) {
    return new FrameExpressions(
        fromMessage(message.getFrame()),
        FieldRange.within("model", message.getModel(), 0, Integer.MAX_VALUE),
        FieldRange.list("faces", message.getFacesList(), MOST_FACES).stream()
            .map(
                face ->
                    new FaceExpression(
                        face.getTrack(),
                        fromMessage(face.getBox()),
                        FieldRange.share("quality", face.getQuality()),
                        roll(face.getRoll()),
                        Probabilities.of(face.getProbabilitiesList()),
                        face.hasBrightness()
                            ? Optional.of(FieldRange.share("brightness", face.getBrightness()))
                            : Optional.empty()))
            .toList(),
        FieldRange.list("unanalysed", message.getUnanalysedList(), MOST_FACES).stream()
            .map(
                face ->
                    new UnanalysedFace(
                        face.getTrack(),
                        fromMessage(face.getBox()),
                        roll(face.getRoll()),
                        FieldRange.share("quality", face.getQuality()),
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
        FieldRange.time("from", message.getFrom()),
        !message.hasFinal() || message.getFinal(),
        new Coverage(
            FieldRange.count("frames", message.getFrames()),
            FieldRange.count("skipped", message.getSkipped())),
        message.getSuppressed() ? FaceStatistics.NONE : faces(message),
        FieldRange.within("minimum people", message.getMinimumPeople(), 0, Integer.MAX_VALUE),
        message.getSuppressed());
  }

  private static FaceStatistics faces(SummaryProto message) {
    return new FaceStatistics(
        FieldRange.count(
            "shown frames",
            message.hasShownFrames() ? message.getShownFrames() : message.getFrames()),
        FieldRange.count(
            "faces seen", message.hasFacesSeen() ? message.getFacesSeen() : message.getFaces()),
        FieldRange.count("faces", message.getFaces()),
        FieldRange.count("most faces", message.getMaxFaces()),
        FieldRange.count("appearances", message.getAppearances()),
        message.hasDwellSeconds()
            ? Optional.of(
                FieldRange.within("dwell seconds", message.getDwellSeconds(), 0.0, LONGEST_DWELL))
            : Optional.empty(),
        shares(message),
        Math.round(FieldRange.share("uncertain", message.getUncertain()) * message.getFaces()),
        FieldRange.list("models", message.getModelsList(), MOST_FACES));
  }

  private static List<Double> shares(SummaryProto message) {
    message.getSharesList().forEach(share -> FieldRange.share("share", share));
    return message.getSharesList();
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
        .setName(status.label().name())
        .setGroup(status.label().group().map(CameraId::value).orElse(""))
        .setPurpose(status.label().purpose())
        .setUse(CameraSerdes.toMessage(status.label().use()))
        .setMachine(status.owner().machine())
        .setOrigin(CameraStatusProto.Origin.valueOf(status.owner().origin().name()))
        .build();
  }

  private static CameraStatus fromMessage(CameraStatusProto message) {
    return new CameraStatus(
        new CameraId(message.getCamera()),
        FieldRange.text("source", message.getSource()),
        CameraStatus.State.valueOf(message.getState().name()),
        FieldRange.text("reason", message.getReason()),
        message.getPictures(),
        FieldRange.time("updated at", message.getUpdatedAt()),
        CameraSerdes.label(
            message.getName(), message.getGroup(), message.getPurpose(), message.getUse()),
        new CameraOwner(
            FieldRange.text("machine", message.getMachine(), LONGEST_MACHINE),
            CameraOwner.Origin.valueOf(message.getOrigin().name())));
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
        FieldRange.time("captured at", message.getCapturedAt()),
        FieldRange.time("appended at", message.getAppendedAt()),
        FieldRange.within("width", message.getWidth(), 0, LARGEST_SIDE),
        FieldRange.within("height", message.getHeight(), 0, LARGEST_SIDE),
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
    return new Box(
        FieldRange.within("x", message.getX(), -LARGEST_SIDE, LARGEST_SIDE),
        FieldRange.within("y", message.getY(), -LARGEST_SIDE, LARGEST_SIDE),
        FieldRange.within("width", message.getWidth(), 1, 2 * LARGEST_SIDE),
        FieldRange.within("height", message.getHeight(), 1, 2 * LARGEST_SIDE));
  }

  private static float roll(float degrees) {
    return FieldRange.within("roll", degrees, -180f, 180f);
  }
}
