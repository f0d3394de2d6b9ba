package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.TopicReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the entries of a partition that stay again, at its end and with their times, so that all
 * up to a certain offset can be deleted. In one transaction: a crash before its end changes
 * nothing, and after one between it and the deletion, entries that are there twice are not written
 * a third time.
 */
final class PartitionRewrite {
  private final KafkaConnection kafka;
  private final TopicPartition partition;

  PartitionRewrite(KafkaConnection kafka, TopicPartition partition) {
    this.kafka = kafka;
    this.partition = partition;
  }

  /**
   * @param last the offset up to which all is going to be deleted
   */
  void copyBefore(long last, Predicate<ConsumerRecord<byte[], byte[]>> goes) {
    List<ConsumerRecord<byte[], byte[]>> all = read();
    List<ConsumerRecord<byte[], byte[]>> later =
        all.stream().filter(record -> record.offset() > last).toList();
    List<ConsumerRecord<byte[], byte[]>> copied =
        all.stream()
            .filter(record -> record.offset() <= last && !goes.test(record))
            .filter(record -> later.stream().noneMatch(other -> isSame(record, other)))
            .toList();
    if (!copied.isEmpty()) {
      write(copied);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = TopicReader.of(kafka, IsolationLevel.READ_COMMITTED)) {
      reader.readFromBeginning(List.of(partition));
      reader.catchUp(records::add);
    }
    return records;
  }

  private void write(List<ConsumerRecord<byte[], byte[]>> records) {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, KafkaUser.ERASURE_TRANSACTIONS);
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<byte[], byte[]>(properties, bytes, bytes)) {
      producer.initTransactions();
      producer.beginTransaction();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        var headers = new RecordHeaders(record.headers().toArray());
        headers.remove(ErasureMark.REWRITTEN).add(ErasureMark.REWRITTEN, new byte[0]);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    headers));
      }
      // Fails if any of them was not taken.
      producer.commitTransaction();
    }
  }

  private static boolean isSame(
      ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
    return one.timestamp() == other.timestamp()
        && Arrays.equals(one.key(), other.key())
        && Arrays.equals(one.value(), other.value());
  }
}
