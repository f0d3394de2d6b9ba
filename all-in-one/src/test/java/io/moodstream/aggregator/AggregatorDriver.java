package io.moodstream.aggregator;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.aggregator.drift.DriftSettings;
import io.moodstream.pipeline.drift.Drift;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.StreamsStage;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The production topology without Kafka; in this package, because only it may build that. */
public final class AggregatorDriver implements AutoCloseable {
  private final TopologyTestDriver driver;
  private final TestInputTopic<CameraId, FrameExpressions> expressions;
  private final TestOutputTopic<SummaryKey, Summary> summaries;

  public AggregatorDriver(int minimumPeople, MeterRegistry metrics, Path stateDir, Instant now) {
    // So quick that the comparison is part of what an attacker sees.
    var drift =
        new DriftSettings(Duration.ofHours(1), 1, Duration.ofHours(1), Duration.ofHours(1), 1);
    var settings = AggregatorSettings.defaults().withMinimumPeople(minimumPeople).withDrift(drift);
    driver =
        new TopologyTestDriver(
            AggregatorTopology.build(settings, metrics),
            StreamsStage.properties(
                "moodstream-aggregator",
                Aggregator.configured(KafkaConnection.to("localhost:1"), settings),
                Aggregator.streamsSettings(settings, stateDir),
                Topics.AGGREGATOR_DEAD_LETTERS),
            now);
    expressions =
        driver.createInputTopic(
            Topics.EXPRESSIONS.name(),
            Topics.EXPRESSIONS.key().serializer(),
            Topics.EXPRESSIONS.value().serializer());
    summaries =
        driver.createOutputTopic(
            Topics.SUMMARIES.name(),
            Topics.SUMMARIES.key().deserializer(),
            Topics.SUMMARIES.value().deserializer());
  }

  public void send(FrameExpressions frame) {
    expressions.pipeInput(frame.frame().camera(), frame, frame.frame().capturedAt());
  }

  public void pass(Duration wallClock) {
    driver.advanceWallClockTime(wallClock);
  }

  /** The summaries that were written since the last call, in order. */
  public List<Summary> written() {
    return summaries.readValuesToList();
  }

  /** Likewise, of drift. */
  public List<Drift> drift() {
    return driver
        .createOutputTopic(
            Topics.DRIFT.name(),
            Topics.DRIFT.key().deserializer(),
            Topics.DRIFT.value().deserializer())
        .readValuesToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
