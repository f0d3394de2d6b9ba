package io.moodstream.pipeline.trainings;

import io.moodstream.pipeline.proto.v1.TrainingCancellationProto;
import io.moodstream.pipeline.proto.v1.TrainingEpochProto;
import io.moodstream.pipeline.proto.v1.TrainingOrderProto;
import io.moodstream.pipeline.proto.v1.TrainingProgressProto;
import io.moodstream.pipeline.proto.v1.TrainingRequestProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.FieldRange;
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

  private static final int MOST_EPOCHS = 1_000_000;
  private static final double LARGEST = 1e12;

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
            FieldRange.text("id", cancellation.getId()),
            FieldRange.time("at", cancellation.getAt()),
            FieldRange.text("by", cancellation.getBy()));
      }
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("a training order of no kind that is known");
    };
  }

  private static TrainingRequest fromMessage(TrainingRequestProto request) {
    return new TrainingRequest(
        request.getId(),
        new TrainingTask(
            FieldRange.text("data", request.getData()),
            FieldRange.text("architecture", request.getArchitecture()),
            FieldRange.within("epochs", request.getEpochs(), 0, MOST_EPOCHS),
            request.getInit(),
            Optional.of(FieldRange.text("votes", request.getVotes()))
                .filter(votes -> !votes.isEmpty()),
            request.hasRate() ? OptionalDouble.of(request.getRate()) : OptionalDouble.empty()),
        FieldRange.time("requested at", request.getRequestedAt()),
        FieldRange.text("by", request.getBy()));
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
        FieldRange.text("id", message.getId()),
        TrainingProgress.State.valueOf(message.getState().name()),
        fromMessage(message.getEpoch()),
        message.getEpochEnded(),
        FieldRange.within("epochs", message.getEpochs(), 0, MOST_EPOCHS),
        FieldRange.within("images per second", message.getImagesPerSecond(), 0, LARGEST),
        FieldRange.within("seconds left", message.getSecondsLeft(), 0, LARGEST),
        FieldRange.within("version", message.getVersion(), 0, Integer.MAX_VALUE),
        FieldRange.text("reason", message.getReason()),
        FieldRange.time("at", message.getAt()));
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
        FieldRange.within("epoch", message.getEpoch(), 0, MOST_EPOCHS),
        number("loss", message.getLoss()),
        number("accuracy", message.getAccuracy()),
        message.hasMeasuredLoss()
            ? OptionalDouble.of(number("measured loss", message.getMeasuredLoss()))
            : OptionalDouble.empty(),
        message.hasMeasuredAccuracy()
            ? OptionalDouble.of(number("measured accuracy", message.getMeasuredAccuracy()))
            : OptionalDouble.empty(),
        number("rate", message.getRate()));
  }

  private static double number(String field, double value) {
    return FieldRange.within(field, value, -LARGEST, LARGEST);
  }
}
