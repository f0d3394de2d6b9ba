package io.moodstream.pipeline;

import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;

/** What trainers say of themselves, on Kafka. */
final class TrainerSerdes {
  static final Serde<TrainerStatus> STATUS =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.TrainerStatus.parser(),
          TrainerSerdes::toMessage,
          TrainerSerdes::fromMessage);

  private TrainerSerdes() {}

  private static io.moodstream.pipeline.proto.v1.TrainerStatus toMessage(TrainerStatus status) {
    return io.moodstream.pipeline.proto.v1.TrainerStatus.newBuilder()
        .setId(status.id())
        .setHost(status.host())
        .setState(
            io.moodstream.pipeline.proto.v1.TrainerStatus.State.valueOf(status.state().name()))
        .setTraining(status.training())
        .setDataRoot(status.dataRoot())
        .setSince(status.since().toEpochMilli())
        .build();
  }

  private static TrainerStatus fromMessage(io.moodstream.pipeline.proto.v1.TrainerStatus message) {
    return new TrainerStatus(
        message.getId(),
        message.getHost(),
        TrainerStatus.State.valueOf(message.getState().name()),
        message.getTraining(),
        message.getDataRoot(),
        Instant.ofEpochMilli(message.getSince()));
  }
}
