package io.moodstream.aggregator;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.aggregator.drift.DriftRecorder;
import io.moodstream.aggregator.drift.DriftStores;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.RecordGuard;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Expressions are tallied by camera in windows of all {@link Step}s, and the windows' summaries are
 * written as they change.
 */
final class AggregatorTopology {
  private static final Logger log = LoggerFactory.getLogger(AggregatorTopology.class);

  private AggregatorTopology() {}

  static Topology build(AggregatorSettings settings, MeterRegistry metrics) {
    var topology =
        new Topology()
            .addSource(
                "expressions",
                Topics.EXPRESSIONS.key().deserializer(),
                Topics.EXPRESSIONS.value().deserializer(),
                Topics.EXPRESSIONS.name())
            .addProcessor("check", () -> new ExpressionCheck(metrics), "expressions")
            .addProcessor(
                ExpressionCheck.VALID, () -> new WindowProcessor(settings, metrics), "check")
            .addSink(
                WindowProcessor.SUMMARIES,
                Topics.SUMMARIES.name(),
                Topics.SUMMARIES.key().serializer(),
                Topics.SUMMARIES.value().serializer(),
                byCamera(),
                ExpressionCheck.VALID)
            .addSink(
                DriftRecorder.DRIFT,
                Topics.DRIFT.name(),
                Topics.DRIFT.key().serializer(),
                Topics.DRIFT.value().serializer(),
                ExpressionCheck.VALID)
            .addSink(
                ExpressionCheck.DEAD_LETTERS,
                Topics.AGGREGATOR_DEAD_LETTERS.name(),
                Topics.AGGREGATOR_DEAD_LETTERS.key().serializer(),
                Topics.AGGREGATOR_DEAD_LETTERS.value().serializer(),
                "check");
    AggregatorStores.all(settings)
        .forEach(store -> topology.addStateStore(store, ExpressionCheck.VALID));
    DriftStores.addRequests(topology, RecordGuard.of(log, metrics, Aggregator.NAME));
    return topology;
  }

  /** Where Kafka's own partitioner puts a record whose key is the camera. */
  static int partition(CameraId camera, int partitions) {
    Serializer<CameraId> serializer = Topics.EXPRESSIONS.key().serializer();
    byte[] key = serializer.serialize(Topics.EXPRESSIONS.name(), camera);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private static StreamPartitioner<SummaryKey, Summary> byCamera() {
    return (topic, key, summary, partitions) ->
        Optional.of(Set.of(partition(key.camera(), partitions)));
  }
}
