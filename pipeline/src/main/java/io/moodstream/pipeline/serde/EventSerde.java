package io.moodstream.pipeline.serde;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A record on Kafka as a Protobuf message. What cannot be read, because it is not such a message or
 * because its values are out of range, is a {@link SerializationException}; a null (a tombstone)
 * stays null.
 */
public final class EventSerde<T, M extends MessageLite> implements Serde<T> {
  private final Parser<M> parser;
  private final Function<T, M> toMessage;
  private final Function<M, T> fromMessage;

  public EventSerde(Parser<M> parser, Function<T, M> toMessage, Function<M, T> fromMessage) {
    this.parser = parser;
    this.toMessage = toMessage;
    this.fromMessage = fromMessage;
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : toMessage.apply(value).toByteArray();
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private T read(byte[] bytes) {
    try {
      return fromMessage.apply(parser.parseFrom(bytes));
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      // Of any kind: a record that cannot become a value is unreadable.
      throw new SerializationException(
          Optional.ofNullable(e.getMessage()).orElseGet(e::toString), e);
    }
  }
}
