package io.moodstream.trainer.service;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whose turn it is to train: that of the process which holds the one partition of the requests. No
 * record is read by it. For one thread.
 */
final class LeaderElection implements AutoCloseable {
  private static final String GROUP = "moodstream-trainer";

  private final Consumer<byte[], byte[]> consumer;
  private boolean joined;
  private boolean ours;

  LeaderElection(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    // A trainer that was killed is missed after this time.
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    // The current leader stays when another one joins.
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.TRAINING_REQUESTS.name()), new Listener());
  }

  /** Whether it is ours, after at most {@code limit}. To be asked at least once in five minutes. */
  boolean await(Duration limit) {
    var unused = consumer.poll(limit);
    return ours;
  }

  /** Whether it is known whose it is. */
  boolean joined() {
    return joined;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private final class Listener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      joined = true;
      ours = ours || !partitions.isEmpty();
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      ours = ours && partitions.isEmpty();
    }
  }
}
