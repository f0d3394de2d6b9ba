package io.moodstream.emotionclassifier.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The topics about models in memory: what a change writes is visible to later readers. */
public final class ModelTopics {
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();

  /** As one transaction. */
  public <T> T write(Function<ModelCatalog, ModelChange<T>> decide) {
    ModelChange<T> change = decide.apply(read());
    change.records().forEach(this::append);
    return change.result();
  }

  /** As a process that has just started reads it. */
  public ModelCatalog read() {
    ModelCatalog catalog = new ModelCatalog();
    records.forEach(catalog::apply);
    return catalog;
  }

  public List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  /** At the broker's time in the record. */
  public void append(ProducerRecord<byte[], byte[]> record) {
    long offset = ends.merge(record.topic(), 1L, Long::sum) - 1;
    records.add(
        new ConsumerRecord<>(
            record.topic(),
            0,
            offset,
            Optional.ofNullable(record.timestamp()).orElse(ConsumerRecord.NO_TIMESTAMP),
            TimestampType.LOG_APPEND_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            record.key(),
            record.value(),
            new RecordHeaders(),
            Optional.empty()));
  }
}
