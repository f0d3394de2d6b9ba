package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.proto.v1.CameraConfigProto;
import io.moodstream.pipeline.proto.v1.CameraMaskProto;
import io.moodstream.pipeline.proto.v1.CameraUseProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.FieldRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;

/** Cameras as they are wanted, on Kafka. */
public final class CameraSerdes {
  public static final Serde<StoredCamera> CONFIG =
      new EventSerde<>(
          CameraConfigProto.parser(), CameraSerdes::toMessage, CameraSerdes::fromMessage);

  private static final int MOST_COORDINATES = 128;

  private CameraSerdes() {}

  private static CameraConfigProto toMessage(StoredCamera stored) {
    CameraSettings camera = stored.settings();
    var message =
        CameraConfigProto.newBuilder()
            .setCamera(camera.id().value())
            .setSource(camera.source().secretText())
            .setMachine(stored.machine())
            .setName(camera.label().name())
            .setGroup(camera.label().group().map(CameraId::value).orElse(""))
            .setPurpose(camera.label().purpose())
            .setUse(toMessage(camera.label().use()))
            .setPictures(camera.pictures())
            .setPaused(camera.paused())
            .setChangedAt(stored.changedAt().toEpochMilli())
            .setChangedBy(stored.changedBy());
    camera.framesPerSecond().ifPresent(message::setRate);
    camera.masks().forEach(mask -> message.addMasks(toMessage(mask)));
    return message.build();
  }

  private static StoredCamera fromMessage(CameraConfigProto message) {
    var settings =
        new CameraSettings(
            new CameraId(message.getCamera()),
            Source.parse(FieldRange.text("source", message.getSource())),
            message.hasRate() ? OptionalDouble.of(message.getRate()) : OptionalDouble.empty(),
            message.getPictures(),
            FieldRange.list("masks", message.getMasksList(), Mask.MOST).stream()
                .map(CameraSerdes::fromMessage)
                .toList(),
            message.getPaused(),
            label(message.getName(), message.getGroup(), message.getPurpose(), message.getUse()));
    return new StoredCamera(
        settings,
        message.getMachine(),
        FieldRange.time("changed at", message.getChangedAt()),
        FieldRange.text("changed by", message.getChangedBy()));
  }

  /**
   * @param group empty for none
   */
  public static CameraLabel label(String name, String group, String purpose, CameraUseProto use) {
    return new CameraLabel(
        name,
        group.isEmpty() ? Optional.empty() : Optional.of(new CameraId(group)),
        purpose,
        fromMessage(use));
  }

  public static CameraUseProto toMessage(DeclaredUse use) {
    return CameraUseProto.newBuilder()
        .setPurpose(use.purpose().map(CameraPurpose::label).orElse(""))
        .setLegalBasis(use.legalBasis().map(LegalBasis::label).orElse(""))
        .setException(use.exception().map(claim -> claim.kind().label()).orElse(""))
        .setExceptionReason(use.exception().map(ExceptionClaim::reason).orElse(""))
        .build();
  }

  private static DeclaredUse fromMessage(CameraUseProto message) {
    return new DeclaredUse(
        given(message.getPurpose()).map(CameraPurpose::parse),
        given(message.getLegalBasis()).map(LegalBasis::parse),
        given(message.getException())
            .map(ExceptionClaim.Kind::parse)
            .map(kind -> new ExceptionClaim(kind, message.getExceptionReason())));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  private static CameraMaskProto toMessage(Mask mask) {
    return CameraMaskProto.newBuilder()
        .addAllCoordinates(
            mask.corners().stream().flatMap(corner -> Stream.of(corner.x(), corner.y())).toList())
        .build();
  }

  private static Mask fromMessage(CameraMaskProto message) {
    List<Double> numbers =
        FieldRange.list("coordinates", message.getCoordinatesList(), MOST_COORDINATES);
    if (numbers.size() % 2 != 0) {
      throw new IllegalArgumentException("coordinates: x and y of each corner");
    }
    List<Mask.Corner> corners = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += 2) {
      corners.add(new Mask.Corner(numbers.get(i), numbers.get(i + 1)));
    }
    return new Mask(corners);
  }
}
