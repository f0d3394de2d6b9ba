package io.moodstream.pipeline.serde;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A serde whose records describe themselves by {@link CloudEvents} headers. Where no headers are
 * given, as in the changelog of a store, it writes the value alone.
 */
public final class CloudEventSerde<T> implements Serde<T> {
  private final Serde<T> content;
  private final CloudEvents events;
  private final Function<T, Origin> origin;

  /**
   * Where an event comes from.
   *
   * @param source {@code /cameras/hall}
   * @param id of the frame that it is about; empty for one of its own
   * @param time when it happened; empty for now
   */
  public record Origin(String source, Optional<String> id, Optional<Instant> time) {
    /** That happens now. */
    public static Origin of(String source) {
      return new Origin(source, Optional.empty(), Optional.empty());
    }
  }

  public CloudEventSerde(Serde<T> content, CloudEvents events, Function<T, Origin> origin) {
    this.content = content;
    this.events = events;
    this.origin = origin;
  }

  public CloudEvents events() {
    return events;
  }

  @Override
  public Serializer<T> serializer() {
    return new DescribingSerializer(content.serializer());
  }

  @Override
  public Deserializer<T> deserializer() {
    return content.deserializer();
  }

  private final class DescribingSerializer implements Serializer<T> {
    private final Serializer<T> plain;

    DescribingSerializer(Serializer<T> plain) {
      this.plain = plain;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
      return plain.serialize(topic, value);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T value) {
      if (value == null) {
        events.describeDeletion(headers);
      } else {
        Origin from = origin.apply(value);
        events.describe(
            headers,
            from.id().orElseGet(CloudEvents::anyId),
            from.source(),
            from.time().orElseGet(Instant::now));
      }
      return plain.serialize(topic, value);
    }
  }
}
