package io.moodstream.alerts.evaluation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.proto.v1.AlertProto;
import io.moodstream.pipeline.proto.v1.CameraWatchProto;
import io.moodstream.pipeline.proto.v1.RuleStateProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/** A camera's watch in the store and in its changelog, as the Protobuf message of that name. */
final class CameraWatchSerde {
  private CameraWatchSerde() {}

  static Serde<CameraWatch> serde() {
    return new EventSerde<>(
        CameraWatchProto.parser(), CameraWatchSerde::toMessage, CameraWatchSerde::fromMessage);
  }

  private static CameraWatchProto toMessage(CameraWatch watch) {
    var message =
        CameraWatchProto.newBuilder()
            .setEvaluatedTo(watch.evaluatedTo().toEpochMilli())
            .setSeenTo(watch.seenTo().toEpochMilli());
    watch.pending().ifPresent(window -> message.setPending(ByteString.copyFrom(bytes(window))));
    watch.rules().forEach((rule, state) -> message.putRules(rule, toMessage(state)));
    return message.build();
  }

  private static CameraWatch fromMessage(CameraWatchProto message) {
    return new CameraWatch(
        Instant.ofEpochMilli(message.getEvaluatedTo()),
        Instant.ofEpochMilli(message.getSeenTo()),
        message.hasPending()
            ? Optional.of(window(message.getPending().toByteArray()))
            : Optional.empty(),
        message.getRulesMap().entrySet().stream()
            .collect(
                Collectors.toMap(entry -> entry.getKey(), entry -> fromMessage(entry.getValue()))));
  }

  private static RuleStateProto toMessage(RuleState state) {
    var message = RuleStateProto.newBuilder().setRevision(state.revision());
    state.since().map(Instant::toEpochMilli).ifPresent(message::setSince);
    state.lastStart().map(Instant::toEpochMilli).ifPresent(message::setLastStart);
    state.firing().map(CameraWatchSerde::toMessage).ifPresent(message::setFiring);
    return message.build();
  }

  private static RuleState fromMessage(RuleStateProto message) {
    return new RuleState(
        message.getRevision(),
        message.hasSince()
            ? Optional.of(Instant.ofEpochMilli(message.getSince()))
            : Optional.empty(),
        message.hasLastStart()
            ? Optional.of(Instant.ofEpochMilli(message.getLastStart()))
            : Optional.empty(),
        message.hasFiring()
            ? Optional.of(alert(message.getFiring().toByteArray()))
            : Optional.empty());
  }

  private static byte[] bytes(Summary window) {
    return Topics.SUMMARIES.value().serializer().serialize(Topics.SUMMARIES.name(), window);
  }

  private static Summary window(byte[] bytes) {
    return Topics.SUMMARIES.value().deserializer().deserialize(Topics.SUMMARIES.name(), bytes);
  }

  private static AlertProto toMessage(Alert alert) {
    byte[] bytes = Topics.ALERTS.value().serializer().serialize(Topics.ALERTS.name(), alert);
    try {
      return AlertProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SerializationException(e.getMessage(), e);
    }
  }

  private static Alert alert(byte[] bytes) {
    return Topics.ALERTS.value().deserializer().deserialize(Topics.ALERTS.name(), bytes);
  }
}
