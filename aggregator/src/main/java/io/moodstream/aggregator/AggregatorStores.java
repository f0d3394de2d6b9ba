package io.moodstream.aggregator;

import io.moodstream.aggregator.drift.DriftStores;
import io.moodstream.aggregator.tally.Tally;
import io.moodstream.aggregator.tally.TallySerde;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.serde.StoredSerde;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** What the aggregator remembers; every store is changelogged. */
final class AggregatorStores {
  /** Tallies of the ten-second and one-minute windows that longer windows still wait for. */
  static final String TALLIES = "tallies";

  private AggregatorStores() {}

  /** The published summaries of a step, by camera and start. */
  static String summaries(Step step) {
    return "summaries-" + step.label();
  }

  static List<StoreBuilder<?>> all(AggregatorSettings settings) {
    List<StoreBuilder<?>> stores = new ArrayList<>();
    stores.add(tallies());
    for (Step step : Step.values()) {
      stores.add(summaries(step, settings));
    }
    stores.addAll(DriftStores.all());
    return stores;
  }

  /**
   * Written at every frame: the cache turns that into one write a commit. Its changelog is
   * compacted and never deleted by age, because a stopped aggregator may come back to its open
   * windows after days; small segments let the compaction keep up, so that a restore is short.
   */
  private static StoreBuilder<KeyValueStore<SummaryKey, Tally>> tallies() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(TALLIES),
            Topics.SUMMARIES.key(),
            new StoredSerde<>(TALLIES, new TallySerde()))
        .withCachingEnabled()
        .withLoggingEnabled(segments(4 << 20));
  }

  private static StoreBuilder<WindowStore<CameraId, Summary>> summaries(
      Step step, AggregatorSettings settings) {
    return Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                summaries(step), settings.retentions().get(step), step.length(), false),
            Topics.EXPRESSIONS.key(),
            new StoredSerde<>(summaries(step), Topics.SUMMARIES.value()))
        .withCachingDisabled()
        .withLoggingEnabled(segments(16 << 20));
  }

  private static Map<String, String> segments(int bytes) {
    return Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(bytes));
  }
}
