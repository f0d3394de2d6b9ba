package io.moodstream.aggregator;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Expressions to summaries. */
public final class Aggregator {
  static final String NAME = "aggregator";

  /**
   * Summaries are written every second at most, so there is no hurry to commit; a longer interval
   * saves writes of tallies.
   */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  /** Summaries are written once a second, so a request may gather the answers of many frames. */
  private static final Duration GATHERING = Duration.ofMillis(250);

  private static final int GATHERED_BYTES = 1 << 20;

  private Aggregator() {}

  /**
   * @param stateDir local state; rebuilt from Kafka when lost
   */
  public static AggregatorStage stage(
      KafkaConnection kafka, MeterRegistry metrics, AggregatorSettings settings, Path stateDir) {
    return new AggregatorStage(
        kafka,
        settings,
        new StreamsStage(
            NAME,
            configured(kafka, settings),
            streamsSettings(settings, stateDir),
            AggregatorTopology.build(settings, metrics),
            Topics.AGGREGATOR_DEAD_LETTERS,
            metrics,
            () -> {}));
  }

  /** Expressions in, summaries and drift out. */
  public static Topology topology(AggregatorSettings settings, MeterRegistry metrics) {
    return AggregatorTopology.build(settings, metrics);
  }

  /** The settings of Kafka Streams that only the aggregator needs. */
  static KafkaConnection configured(KafkaConnection kafka, AggregatorSettings settings) {
    Map<String, String> properties = new HashMap<>(kafka.properties());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class.getName());
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        Long.toString(GATHERING.toMillis()));
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG),
        Integer.toString(GATHERED_BYTES));
    // Aggregators tell each other through Kafka where they answer queries.
    settings
        .queries()
        .map(QueryEndpoint::hostInfo)
        .ifPresent(
            host ->
                properties.put(
                    StreamsConfig.APPLICATION_SERVER_CONFIG, host.host() + ":" + host.port()));
    return new KafkaConnection(kafka.bootstrapServers(), properties);
  }

  static StreamsSettings streamsSettings(AggregatorSettings settings, Path stateDir) {
    return new StreamsSettings(settings.threads(), true, COMMIT_INTERVAL, stateDir);
  }
}
