package io.moodstream.emotionclassifier.registry;

import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own doubles over {@link ModelTopics}: what a transaction commits, consumers read. */
public final class MockKafka {
  private final ModelTopics topics;

  public MockKafka(ModelTopics topics) {
    this.topics = topics;
  }

  public ModelLog log() {
    return new ModelLog(this::consumer, Duration.ofSeconds(1));
  }

  public Consumer<byte[], byte[]> consumer() {
    return new Reader(topics.records());
  }

  public MockProducer<byte[], byte[]> producer() {
    return new Writer(topics);
  }

  private static final class Reader extends MockConsumer<byte[], byte[]> {
    private final List<ConsumerRecord<byte[], byte[]>> records;

    Reader(List<ConsumerRecord<byte[], byte[]>> records) {
      super("earliest");
      this.records = records;
      Map<TopicPartition, Long> beginnings = new HashMap<>();
      Stream.of(Topics.MODELS, Topics.MODEL_ALIASES, Topics.CLASSIFIERS, Topics.AUDIT)
          .forEach(topic -> beginnings.put(new TopicPartition(topic.name(), 0), 0L));
      updateBeginningOffsets(beginnings);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      records.stream()
          .filter(record -> assignment().contains(partition(record)))
          .filter(record -> record.offset() >= position(partition(record)))
          .forEach(this::addRecord);
      return super.poll(timeout);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions, Duration timeout) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      partitions.forEach(partition -> ends.put(partition, 0L));
      records.forEach(record -> ends.merge(partition(record), record.offset() + 1, Math::max));
      ends.keySet().retainAll(partitions);
      return ends;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
      return new TopicPartition(record.topic(), record.partition());
    }
  }

  private static final class Writer extends MockProducer<byte[], byte[]> {
    private final ModelTopics topics;

    Writer(ModelTopics topics) {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.topics = topics;
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      history().forEach(topics::append);
    }
  }
}
