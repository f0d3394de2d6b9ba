package io.moodstream.pipeline.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** A key on Kafka as UTF-8 text. */
public final class TextSerde<T> implements Serde<T> {
  private final Function<String, T> parse;

  public TextSerde(Function<String, T> parse) {
    this.parse = parse;
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : value.toString().getBytes(UTF_8);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private T read(byte[] bytes) {
    try {
      return parse.apply(new String(bytes, UTF_8));
    } catch (RuntimeException e) {
      throw new SerializationException(
          Optional.ofNullable(e.getMessage()).orElseGet(e::toString), e);
    }
  }
}
