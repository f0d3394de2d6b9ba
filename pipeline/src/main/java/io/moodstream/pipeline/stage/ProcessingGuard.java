package io.moodstream.pipeline.stage;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that a topology fails on goes to the stage's dead-letter topic, and the stream goes on:
 * otherwise the stage would end at it after every restart. A failure of Kafka or of a store, or one
 * that is not about a record, ends the stage.
 */
public final class ProcessingGuard implements ProcessingExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProcessingGuard.class);

  private final DeadLetterLog deadLetterLog = new DeadLetterLog(log, InstantSource.system());
  private Optional<UnreadableRecords> unreadable = Optional.empty();
  private String deadLetters = "";

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = String.valueOf(configs.get(DeadLetterHandler.TOPIC));
    unreadable = UnreadableRecords.of(configs);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception cause) {
    if (record == null || context.topic() == null || cause instanceof KafkaException) {
      return Response.fail();
    }
    String reason =
        "the node %s failed: %s"
            .formatted(
                context.processorNodeId(),
                Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
    unreadable.ifPresent(counter -> counter.count(context.topic()));
    deadLetterLog.refused(context.topic(), context.partition(), context.offset(), reason);
    // A record that passed every check and fails is a defect: its trace is needed.
    log.debug("{} failed", context.processorNodeId(), cause);
    return Response.resume(
        List.of(
            DeadLetter.of(
                deadLetters,
                new DeadLetter.Source(context.topic(), context.partition(), context.offset()),
                context.headers(),
                context.sourceRawKey(),
                context.sourceRawValue(),
                reason)));
  }
}
