package io.moodstream.pipeline.stage;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.LoggerFactory;

/** Sends a record that cannot be read to the stage's dead-letter topic, and the stream goes on. */
public final class DeadLetterHandler implements DeserializationExceptionHandler {
  /** The setting that names the dead-letter topic. */
  static final String TOPIC = "moodstream.dead.letters";

  private final DeadLetterLog deadLetterLog =
      new DeadLetterLog(LoggerFactory.getLogger(DeadLetterHandler.class), InstantSource.system());

  private Optional<UnreadableRecords> unreadable = Optional.empty();
  private String deadLetters = "";

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = String.valueOf(configs.get(TOPIC));
    unreadable = UnreadableRecords.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    String reason =
        DeadLetter.shortened(
            Optional.ofNullable(exception.getMessage()).orElseGet(exception::toString));
    unreadable.ifPresent(counter -> counter.count(record.topic()));
    deadLetterLog.refused(record.topic(), record.partition(), record.offset(), reason);
    return Response.resume(
        List.of(
            DeadLetter.of(
                deadLetters,
                new DeadLetter.Source(record.topic(), record.partition(), record.offset()),
                record.headers(),
                record.key(),
                record.value(),
                reason)));
  }
}
