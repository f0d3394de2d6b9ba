package io.moodstream.pipeline.drift;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.proto.v1.DriftPeriodProto;
import io.moodstream.pipeline.proto.v1.DriftProto;
import io.moodstream.pipeline.proto.v1.DriftReferenceProto;
import io.moodstream.pipeline.proto.v1.FeatureDriftProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.FieldRange;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record about drift on Kafka. */
public final class DriftSerdes {
  public static final Serde<Drift> DRIFT =
      new EventSerde<>(DriftProto.parser(), DriftSerdes::toMessage, DriftSerdes::fromMessage);
  public static final Serde<ReferenceRequest> REQUEST =
      new EventSerde<>(
          DriftReferenceProto.parser(), DriftSerdes::toMessage, DriftSerdes::fromMessage);

  /** With smoothed shares an index stays far below. */
  private static final double LARGEST_INDEX = 1_000;

  private DriftSerdes() {}

  private static DriftProto toMessage(Drift drift) {
    var message =
        DriftProto.newBuilder()
            .setCamera(drift.camera().value())
            .setAt(drift.at().toEpochMilli())
            .setReference(toMessage(drift.reference()))
            .setReferenceComplete(drift.referenceComplete())
            .addAllFeatures(drift.features().stream().map(DriftSerdes::toMessage).toList())
            .setMinimumPeople(drift.minimumPeople());
    drift.current().map(DriftSerdes::toMessage).ifPresent(message::setCurrent);
    return message.build();
  }

  private static Drift fromMessage(DriftProto message) {
    return new Drift(
        new CameraId(message.getCamera()),
        FieldRange.time("at", message.getAt()),
        fromMessage(message.getReference()),
        message.getReferenceComplete(),
        message.hasCurrent() ? Optional.of(fromMessage(message.getCurrent())) : Optional.empty(),
        FieldRange.list("features", message.getFeaturesList(), DriftFeature.values().length)
            .stream()
            .map(DriftSerdes::fromMessage)
            .toList(),
        FieldRange.within("minimum people", message.getMinimumPeople(), 0, Integer.MAX_VALUE));
  }

  private static DriftPeriodProto toMessage(DriftPeriod period) {
    return DriftPeriodProto.newBuilder()
        .setFrom(period.from().toEpochMilli())
        .setTo(period.to().toEpochMilli())
        .setFaces(period.faces())
        .setIndependent(period.independent())
        .setNeeded(period.needed())
        .build();
  }

  private static DriftPeriod fromMessage(DriftPeriodProto message) {
    return new DriftPeriod(
        FieldRange.time("from", message.getFrom()),
        FieldRange.time("to", message.getTo()),
        FieldRange.count("faces", message.getFaces()),
        FieldRange.within("independent", message.getIndependent(), 0, (double) message.getFaces()),
        FieldRange.within("needed", message.getNeeded(), 0, Integer.MAX_VALUE));
  }

  private static FeatureDriftProto toMessage(FeatureDrift feature) {
    return FeatureDriftProto.newBuilder()
        .setFeature(feature.feature().label())
        .setPsi(feature.psi())
        .setNoise(feature.noise())
        .addAllReference(feature.reference())
        .addAllCurrent(feature.current())
        .build();
  }

  private static FeatureDrift fromMessage(FeatureDriftProto message) {
    return new FeatureDrift(
        DriftFeature.ofLabel(message.getFeature()),
        FieldRange.within("psi", message.getPsi(), 0, LARGEST_INDEX),
        FieldRange.within("noise", message.getNoise(), 0, LARGEST_INDEX),
        shares(message.getReferenceList()),
        shares(message.getCurrentList()));
  }

  private static List<Double> shares(List<Double> shares) {
    shares.forEach(share -> FieldRange.share("share", share));
    return shares;
  }

  private static DriftReferenceProto toMessage(ReferenceRequest request) {
    return DriftReferenceProto.newBuilder()
        .setCamera(request.camera().value())
        .setFrom(request.from().toEpochMilli())
        .setBy(request.by())
        .build();
  }

  private static ReferenceRequest fromMessage(DriftReferenceProto message) {
    return new ReferenceRequest(
        new CameraId(message.getCamera()),
        FieldRange.time("from", message.getFrom()),
        FieldRange.text("by", message.getBy()));
  }
}
