package io.moodstream.pipeline.trainings;

import io.moodstream.pipeline.proto.v1.TrainerStatusProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.FieldRange;
import org.apache.kafka.common.serialization.Serde;

/** Serdes of the status of trainers. */
public final class TrainerSerdes {
  public static final Serde<TrainerStatus> STATUS =
      new EventSerde<>(
          TrainerStatusProto.parser(), TrainerSerdes::toMessage, TrainerSerdes::fromMessage);

  private TrainerSerdes() {}

  private static TrainerStatusProto toMessage(TrainerStatus status) {
    return TrainerStatusProto.newBuilder()
        .setId(status.id())
        .setHost(status.host())
        .setState(TrainerStatusProto.State.valueOf(status.state().name()))
        .setTraining(status.training())
        .setDataRoot(status.dataRoot())
        .setSince(status.since().toEpochMilli())
        .build();
  }

  private static TrainerStatus fromMessage(TrainerStatusProto message) {
    return new TrainerStatus(
        FieldRange.text("id", message.getId()),
        FieldRange.text("host", message.getHost()),
        TrainerStatus.State.valueOf(message.getState().name()),
        FieldRange.text("training", message.getTraining()),
        FieldRange.text("data root", message.getDataRoot()),
        FieldRange.time("since", message.getSince()));
  }
}
