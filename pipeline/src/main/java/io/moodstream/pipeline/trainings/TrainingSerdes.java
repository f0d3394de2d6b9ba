package io.moodstream.pipeline.trainings;

import io.moodstream.pipeline.proto.v1.TrainingCancellationProto;
import io.moodstream.pipeline.proto.v1.TrainingEpochProto;
import io.moodstream.pipeline.proto.v1.TrainingOrderProto;
import io.moodstream.pipeline.proto.v1.TrainingProgressProto;
import io.moodstream.pipeline.proto.v1.TrainingRequestProto;
import io.moodstream.pipeline.serde.EventSerde;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record about trainings on Kafka. */
public final class TrainingSerdes {
  public static final Serde<TrainingOrder> ORDER =
      new EventSerde<>(
          TrainingOrderProto.parser(), TrainingSerdes::toMessage, TrainingSerdes::fromMessage);
  public static final Serde<TrainingProgress> PROGRESS =
      new EventSerde<>(
          TrainingProgressProto.parser(), TrainingSerdes::toMessage, TrainingSerdes::fromMessage);

  private TrainingSerdes() {}

  private static TrainingOrderProto toMessage(TrainingOrder order) {
    var message = TrainingOrderProto.newBuilder();
    if (order instanceof TrainingRequest request) {
      message.setRequest(toMessage(request));
    } else if (order instanceof TrainingCancellation cancellation) {
      message.setCancellation(
          TrainingCancellationProto.newBuilder()
              .setId(cancellation.id())
              .setAt(cancellation.at().toEpochMilli())
              .setBy(cancellation.by()));
    }
    return message.build();
  }

  private static TrainingRequestProto toMessage(TrainingRequest request) {
    TrainingTask task = request.task();
    var message =
        TrainingRequestProto.newBuilder()
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

  private static TrainingOrder fromMessage(TrainingOrderProto message) {
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

  private static TrainingRequest fromMessage(TrainingRequestProto request) {
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

  private static TrainingProgressProto toMessage(TrainingProgress progress) {
    return TrainingProgressProto.newBuilder()
        .setId(progress.id())
        .setState(TrainingProgressProto.State.valueOf(progress.state().name()))
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

  private static TrainingProgress fromMessage(TrainingProgressProto message) {
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

  private static TrainingEpochProto toMessage(TrainingProgress.Epoch epoch) {
    var message =
        TrainingEpochProto.newBuilder()
            .setEpoch(epoch.epoch())
            .setLoss(epoch.loss())
            .setAccuracy(epoch.accuracy())
            .setRate(epoch.rate());
    epoch.measuredLoss().ifPresent(message::setMeasuredLoss);
    epoch.measuredAccuracy().ifPresent(message::setMeasuredAccuracy);
    return message.build();
  }

  private static TrainingProgress.Epoch fromMessage(TrainingEpochProto message) {
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
