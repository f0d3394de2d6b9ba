package io.moodstream.pipeline.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.serde.CloudEvents;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the records by which an erasure acts, which have no value, and its entries in the audit.
 */
final class ErasureProducer implements AutoCloseable {
  private static final CloudEvents DELETION = new CloudEvents("erasure", CloudEvents.BYTES);

  private final Producer<byte[], byte[]> producer;

  ErasureProducer(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    var bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(properties, bytes, bytes);
  }

  /** Into the camera's partition, which Kafka's own partitioner finds by the key. */
  RecordMetadata mark(String topic, ErasureRequest request, Instant now)
      throws InterruptedException, ExecutionException {
    Headers headers = ErasureMark.of(request).toHeaders();
    DELETION.describeDeletion(headers);
    return producer
        .send(
            new ProducerRecord<>(
                topic,
                null,
                now.toEpochMilli(),
                request.camera().value().getBytes(UTF_8),
                null,
                headers))
        .get();
  }

  /** Takes the place of all records with these keys. */
  void tombstones(TopicPartition partition, Iterable<ByteBuffer> keys)
      throws InterruptedException, ExecutionException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    keys.forEach(key -> sent.add(send(partition, bytes(key))));
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  /**
   * A record about no camera, which lets the segment before it end, so that Kafka cleans that one.
   */
  void nudge(TopicPartition partition, byte[] key) throws InterruptedException, ExecutionException {
    var unused = send(partition, key).get();
  }

  void audit(AuditEntry entry) throws InterruptedException, ExecutionException {
    String topic = Topics.AUDIT.name();
    var headers = new RecordHeaders();
    byte[] key = Topics.AUDIT.key().serializer().serialize(topic, entry.by());
    byte[] value = Topics.AUDIT.value().serializer().serialize(topic, headers, entry);
    var unused = producer.send(new ProducerRecord<>(topic, null, key, value, headers)).get();
  }

  private static byte[] bytes(ByteBuffer key) {
    var bytes = new byte[key.remaining()];
    key.duplicate().get(bytes);
    return bytes;
  }

  private Future<RecordMetadata> send(TopicPartition partition, byte[] key) {
    var headers = new RecordHeaders();
    DELETION.describeDeletion(headers);
    return producer.send(
        new ProducerRecord<>(
            partition.topic(),
            partition.partition(),
            Instant.now().toEpochMilli(),
            key,
            null,
            headers));
  }

  @Override
  public void close() {
    producer.close();
  }
}
