package io.moodstream.aggregator.drift;

import io.moodstream.pipeline.drift.ReferenceRequest;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.StoredSerde;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.RecordGuard;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What is kept about drift. Both stores are written once an hour for each camera: the reference has
 * at most 400 bytes, the hours of a week at most 30 KB.
 */
public final class DriftStores {
  /** The reference of each camera. */
  static final String REFERENCES = "drift-references";

  /** The hours since. */
  static final String HOURS = "drift-hours";

  /** The latest request of each camera for a new reference, on every machine. */
  static final String REQUESTS = "reference-requests";

  /** Compaction keeps up, so that a restore is short. */
  private static final int SEGMENT_BYTES = 4 << 20;

  private DriftStores() {}

  public static List<StoreBuilder<?>> all() {
    return List.of(
        store(REFERENCES, DriftStateSerde.reference()), store(HOURS, DriftStateSerde.hours()));
  }

  private static <T> StoreBuilder<KeyValueStore<CameraId, T>> store(String name, Serde<T> value) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name),
            Topics.DRIFT.key(),
            new StoredSerde<>(name, value))
        .withCachingDisabled()
        .withLoggingEnabled(
            Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES)));
  }

  /**
   * @param guard skips requests that cannot be kept: a failure in a global store would end the
   *     stage
   */
  public static void addRequests(Topology topology, RecordGuard guard) {
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(REQUESTS),
                Topics.DRIFT_REFERENCES.key(),
                Topics.DRIFT_REFERENCES.value())
            .withLoggingDisabled(),
        "references-asked-for",
        Topics.DRIFT_REFERENCES.key().deserializer(),
        Topics.DRIFT_REFERENCES.value().deserializer(),
        Topics.DRIFT_REFERENCES.name(),
        "keep-requests",
        () -> new KeepRequests(guard));
  }

  /** A null value is of an erased camera. */
  private static final class KeepRequests
      extends ContextualProcessor<CameraId, ReferenceRequest, Void, Void> {
    private final RecordGuard guard;

    KeepRequests(RecordGuard guard) {
      this.guard = guard;
    }

    @Override
    public void process(Record<CameraId, ReferenceRequest> record) {
      var source =
          context()
              .recordMetadata()
              .map(it -> new DeadLetter.Source(it.topic(), it.partition(), it.offset()))
              .orElseGet(() -> new DeadLetter.Source(Topics.DRIFT_REFERENCES.name(), 0, 0));
      guard.read(
          new ConsumerRecord<>(source.topic(), source.partition(), source.offset(), null, null),
          unused -> keep(record));
    }

    private void keep(Record<CameraId, ReferenceRequest> record) {
      KeyValueStore<CameraId, ReferenceRequest> requests = context().getStateStore(REQUESTS);
      if (record.key() == null) {
        throw new IllegalArgumentException("a request without a key: the camera expected");
      }
      requests.put(record.key(), record.value());
    }
  }
}
