package io.moodstream.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a record that cannot be read to the stage's dead-letter topic, and the stream goes on. */
public final class DeadLetterHandler implements DeserializationExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterHandler.class);

  private String deadLetters = "";

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters =
        String.valueOf(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    String reason = Optional.ofNullable(exception.getMessage()).orElseGet(exception::toString);
    log.warn(
        "{}-{}@{} cannot be read and goes to {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        deadLetters,
        reason);
    var headers = new RecordHeaders(record.headers());
    byte[] value = Optional.ofNullable(record.value()).orElseGet(() -> new byte[0]);
    byte[] kept =
        DeadLetter.describe(
            headers, value, reason, record.topic(), record.partition(), record.offset());
    return Response.resume(
        List.of(new ProducerRecord<>(deadLetters, null, record.key(), kept, headers)));
  }
}
