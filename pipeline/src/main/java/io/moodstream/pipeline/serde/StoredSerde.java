package io.moodstream.pipeline.serde;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serde for the values of a stage's store. What cannot be read, such as what another version has
 * written, counts as absent and is logged once: a failure would end the stage, and again at every
 * restart, because the store is restored from its changelog.
 */
public final class StoredSerde<T> implements Serde<T> {
  private static final Logger log = LoggerFactory.getLogger(StoredSerde.class);

  private final String store;
  private final Serde<T> exact;
  private final AtomicBoolean logged = new AtomicBoolean();

  /**
   * @param store its name, for the log
   * @param exact fails on what it cannot read
   */
  public StoredSerde(String store, Serde<T> exact) {
    this.store = store;
    this.exact = exact;
  }

  @Override
  public Serializer<T> serializer() {
    return exact.serializer();
  }

  @Override
  public Deserializer<T> deserializer() {
    Deserializer<T> strict = exact.deserializer();
    return (topic, bytes) -> bytes == null ? null : read(strict, topic, bytes);
  }

  private @Nullable T read(Deserializer<T> strict, String topic, byte[] bytes) {
    try {
      return strict.deserialize(topic, bytes);
    } catch (RuntimeException e) {
      // Of any kind, whatever the value holds.
      if (logged.compareAndSet(false, true)) {
        log.warn("the store {} holds values that cannot be read; they count as absent", store, e);
      }
      return null;
    }
  }
}
