package io.moodstream.pipeline.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * A topic with its records.
 *
 * @param settings Kafka's topic configurations: retention, clean-up, segments
 */
public record Topic<K, V>(
    String name, Serde<K> key, Serde<V> value, int partitions, Map<String, String> settings) {
  public Topic {
    settings = Map.copyOf(settings);
  }

  /** Reading it as a step named {@code step}. */
  public Consumed<K, V> consumed(String step) {
    return Consumed.with(key, value).withName(step);
  }

  /** Writing it as a step named {@code step}. */
  public Produced<K, V> produced(String step) {
    return Produced.with(key, value).withName(step);
  }

  /** Whether its records are spread by camera, over as many partitions as the layout states. */
  boolean isPartitioned() {
    return partitions > 1;
  }

  /** What creates it. */
  public NewTopic toCreate(TopicLayout layout) {
    int wanted = isPartitioned() ? layout.partitions() : partitions;
    return new NewTopic(name, wanted, layout.replication()).configs(settings);
  }
}
