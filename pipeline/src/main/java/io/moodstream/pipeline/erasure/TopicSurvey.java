package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.TopicReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics wholly, records of open and aborted transactions included, and finds those of a
 * camera.
 */
final class TopicSurvey implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicSurvey.class);

  private final TopicReader reader;
  private final ErasureRequest request;

  /** From these offsets on, windows that still run hold nothing of the range. */
  private final Map<TopicPartition, Long> renewedFrom;

  TopicSurvey(
      KafkaConnection kafka, ErasureRequest request, Map<TopicPartition, Long> renewedFrom) {
    this.reader = TopicReader.of(kafka, IsolationLevel.READ_UNCOMMITTED);
    this.request = request;
    this.renewedFrom = Map.copyOf(renewedFrom);
  }

  /** By the topics' names, in their order. */
  Map<String, Finding> read(Collection<CameraTopic> topics) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    topics.forEach(topic -> findings.put(topic.name(), read(topic)));
    return findings;
  }

  private Finding read(CameraTopic topic) {
    var finding = new Finding(topic);
    reader.readFromBeginning(reader.partitionsOf(topic.name()));
    reader.catchUp(record -> sort(record, finding));
    return finding;
  }

  private void sort(ConsumerRecord<byte[], byte[]> record, Finding finding) {
    CameraTopic topic = finding.topic();
    try {
      boolean comesAgain = topic.mayComeAgain(request, record);
      if (topic.concerns(request, record) && !(comesAgain && isRenewed(record))) {
        finding.add(record, comesAgain);
        return;
      }
    } catch (SerializationException | IllegalArgumentException e) {
      log.debug("{}-{}@{} is unreadable", record.topic(), record.partition(), record.offset(), e);
    }
    finding.pass(record);
  }

  private boolean isRenewed(ConsumerRecord<byte[], byte[]> record) {
    Long from = renewedFrom.get(new TopicPartition(record.topic(), record.partition()));
    return from != null && record.offset() >= from;
  }

  @Override
  public void close() {
    reader.close();
  }
}
