package io.moodstream.pipeline;

import io.moodstream.pipeline.proto.v1.TrainingEpoch;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record about trainings on Kafka. */
final class TrainingSerdes {
  static final Serde<TrainingOrder> ORDER =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.TrainingOrder.parser(),
          TrainingSerdes::toMessage,
          TrainingSerdes::fromMessage);
  static final Serde<TrainingProgress> PROGRESS =
      new EventSerde<>(
          io.moodstream.pipeline.proto.v1.TrainingProgress.parser(),
          TrainingSerdes::toMessage,
          TrainingSerdes::fromMessage);

  private TrainingSerdes() {}

  private static io.moodstream.pipeline.proto.v1.TrainingOrder toMessage(TrainingOrder order) {
    var message = io.moodstream.pipeline.proto.v1.TrainingOrder.newBuilder();
    if (order instanceof TrainingRequest request) {
      message.setRequest(toMessage(request));
    } else if (order instanceof TrainingCancellation cancellation) {
      message.setCancellation(
          io.moodstream.pipeline.proto.v1.TrainingCancellation.newBuilder()
              .setId(cancellation.id())
              .setAt(cancellation.at().toEpochMilli())
              .setBy(cancellation.by()));
    }
    return message.build();
  }

  private static io.moodstream.pipeline.proto.v1.TrainingRequest toMessage(
      TrainingRequest request) {
    TrainingTask task = request.task();
    var message =
        io.moodstream.pipeline.proto.v1.TrainingRequest.newBuilder()
            .setId(request.id())
            .setData(task.data())
            .setArchitecture(task.architecture())
            .setEpochs(task.epochs())
            .setInit(task.init())
            .setVotes(task.votes().orElse(""))
            .setRequestedAt(request.requestedAt().toEpochMilli())
            .setBy(request.by());
    task.rate().ifPresent(message::setRate);
    return message.build();
  }

  private static TrainingOrder fromMessage(io.moodstream.pipeline.proto.v1.TrainingOrder message) {
    return switch (message.getKindCase()) {
      case REQUEST -> fromMessage(message.getRequest());
      case CANCELLATION -> {
        var cancellation = message.getCancellation();
        yield new TrainingCancellation(
            cancellation.getId(), Instant.ofEpochMilli(cancellation.getAt()), cancellation.getBy());
      }
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("a training order of no kind that is known");
    };
  }

  private static TrainingRequest fromMessage(
      io.moodstream.pipeline.proto.v1.TrainingRequest request) {
    return new TrainingRequest(
        request.getId(),
        new TrainingTask(
            request.getData(),
            request.getArchitecture(),
            request.getEpochs(),
            request.getInit(),
            Optional.of(request.getVotes()).filter(votes -> !votes.isEmpty()),
            request.hasRate() ? OptionalDouble.of(request.getRate()) : OptionalDouble.empty()),
        Instant.ofEpochMilli(request.getRequestedAt()),
        request.getBy());
  }

  private static io.moodstream.pipeline.proto.v1.TrainingProgress toMessage(
      TrainingProgress progress) {
    return io.moodstream.pipeline.proto.v1.TrainingProgress.newBuilder()
        .setId(progress.id())
        .setState(
            io.moodstream.pipeline.proto.v1.TrainingProgress.State.valueOf(progress.state().name()))
        .setEpoch(toMessage(progress.epoch()))
        .setEpochEnded(progress.epochEnded())
        .setEpochs(progress.epochs())
        .setImagesPerSecond(progress.imagesPerSecond())
        .setSecondsLeft(progress.secondsLeft())
        .setVersion(progress.version())
        .setReason(progress.reason())
        .setAt(progress.at().toEpochMilli())
        .build();
  }

  private static TrainingProgress fromMessage(
      io.moodstream.pipeline.proto.v1.TrainingProgress message) {
    return new TrainingProgress(
        message.getId(),
        TrainingProgress.State.valueOf(message.getState().name()),
        fromMessage(message.getEpoch()),
        message.getEpochEnded(),
        message.getEpochs(),
        message.getImagesPerSecond(),
        message.getSecondsLeft(),
        message.getVersion(),
        message.getReason(),
        Instant.ofEpochMilli(message.getAt()));
  }

  private static TrainingEpoch toMessage(TrainingProgress.Epoch epoch) {
    var message =
        TrainingEpoch.newBuilder()
            .setEpoch(epoch.epoch())
            .setLoss(epoch.loss())
            .setAccuracy(epoch.accuracy())
            .setRate(epoch.rate());
    epoch.measuredLoss().ifPresent(message::setMeasuredLoss);
    epoch.measuredAccuracy().ifPresent(message::setMeasuredAccuracy);
    return message.build();
  }

  private static TrainingProgress.Epoch fromMessage(TrainingEpoch message) {
    return new TrainingProgress.Epoch(
        message.getEpoch(),
        message.getLoss(),
        message.getAccuracy(),
        message.hasMeasuredLoss()
            ? OptionalDouble.of(message.getMeasuredLoss())
            : OptionalDouble.empty(),
        message.hasMeasuredAccuracy()
            ? OptionalDouble.of(message.getMeasuredAccuracy())
            : OptionalDouble.empty(),
        message.getRate());
  }
}
