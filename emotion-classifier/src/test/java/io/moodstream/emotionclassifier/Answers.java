package io.moodstream.emotionclassifier;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What classifiers have answered since this was opened: committed answers, camera by camera. */
final class Answers implements AutoCloseable {
  private final Consumer<CameraId, FrameExpressions> consumer;
  private final Map<CameraId, List<FrameExpressions>> byCamera = new HashMap<>();

  Answers(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer =
        new KafkaConsumer<>(
            properties,
            Topics.EXPRESSIONS.key().deserializer(),
            Topics.EXPRESSIONS.value().deserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.EXPRESSIONS.partitions())
            .mapToObj(i -> new TopicPartition(Topics.EXPRESSIONS.name(), i))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The end of now, not of the first poll.
    partitions.forEach(consumer::position);
  }

  /** In the order of their partition, as far as they are committed by now. */
  List<FrameExpressions> of(CameraId camera) {
    for (ConsumerRecord<CameraId, FrameExpressions> record : consumer.poll(Duration.ofMillis(20))) {
      byCamera.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.value());
    }
    return byCamera.getOrDefault(camera, List.of());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
