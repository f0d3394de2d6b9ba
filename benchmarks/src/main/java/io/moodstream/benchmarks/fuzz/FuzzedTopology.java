package io.moodstream.benchmarks.fuzz;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.stage.StreamsSettings;
import io.moodstream.pipeline.stage.StreamsStage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A stage's topology with its settings of every day, driven record by record. */
final class FuzzedTopology implements AutoCloseable {
  private final TopologyTestDriver driver;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs;
  private final String deadLetters;
  private long letters;
  private long answers;

  FuzzedTopology(
      String name,
      Topology topology,
      List<Topic<?, ?>> sources,
      Topic<byte[], byte[]> deadLetters,
      Path stateDir,
      Instant now) {
    this.deadLetters = deadLetters.name();
    driver =
        new TopologyTestDriver(
            topology,
            StreamsStage.properties(
                name,
                KafkaConnection.to("nowhere:9092"),
                StreamsSettings.atLeastOnce(1, stateDir),
                deadLetters),
            now);
    inputs =
        sources.stream()
            .map(Topic::name)
            .collect(
                Collectors.toMap(
                    topic -> topic,
                    topic ->
                        driver.createInputTopic(
                            topic, new ByteArraySerializer(), new ByteArraySerializer())));
  }

  /** Records of topics that the stage does not read pass. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> input = inputs.get(record.topic());
    if (input != null) {
      input.pipeInput(
          new TestRecord<>(
              record.key(),
              record.value(),
              record.headers(),
              Instant.ofEpochMilli(record.timestamp())));
    }
  }

  /** What is written is counted and forgotten. */
  void pass(Duration time) {
    driver.advanceWallClockTime(time);
    for (String topic : driver.producedTopicNames()) {
      long written =
          driver
              .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList()
              .size();
      if (topic.equals(deadLetters)) {
        letters += written;
      } else {
        answers += written;
      }
    }
  }

  long letters() {
    return letters;
  }

  /** Changes of the stores included. */
  long answers() {
    return answers;
  }

  @Override
  public void close() {
    driver.close();
  }
}
