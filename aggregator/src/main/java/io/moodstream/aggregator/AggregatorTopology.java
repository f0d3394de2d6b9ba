package io.moodstream.aggregator;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Expressions are tallied by camera in windows of all {@link Step}s, and the windows' summaries are
 * written as they change.
 */
final class AggregatorTopology {
  private AggregatorTopology() {}

  static Topology build(AggregatorSettings settings, MeterRegistry metrics) {
    var builder = new StreamsBuilder();
    builder.stream(Topics.EXPRESSIONS.name(), Topics.EXPRESSIONS.consumed("expressions"))
        // A tombstone, or a record without a camera, says nothing of any window.
        .filter((camera, frame) -> camera != null && frame != null, Named.as("present"))
        .process(windows(settings, metrics), Named.as("windows"))
        .to(
            Topics.SUMMARIES.name(),
            Topics.SUMMARIES
                .produced("summaries")
                .withStreamPartitioner(
                    (topic, key, summary, partitions) ->
                        Optional.of(Set.of(partition(key.camera(), partitions)))));
    return builder.build();
  }

  /** Where Kafka's own partitioner puts a record whose key is the camera. */
  static int partition(CameraId camera, int partitions) {
    Serializer<CameraId> serializer = Topics.EXPRESSIONS.key().serializer();
    byte[] key = serializer.serialize(Topics.EXPRESSIONS.name(), camera);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private static ProcessorSupplier<CameraId, FrameExpressions, SummaryKey, Summary> windows(
      AggregatorSettings settings, MeterRegistry metrics) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<CameraId, FrameExpressions, SummaryKey, Summary> get() {
        return new WindowProcessor(settings, metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return AggregatorStores.all(settings);
      }
    };
  }
}
