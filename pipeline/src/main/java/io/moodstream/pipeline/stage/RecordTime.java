package io.moodstream.pipeline.stage;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own time. One without (-1) is skipped: Kafka Streams drops it and logs its place.
 * Kafka's default would end the stage, and its alternative logs the whole record.
 */
public final class RecordTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp();
  }
}
