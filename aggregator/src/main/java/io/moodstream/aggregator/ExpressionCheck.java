package io.moodstream.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the records that can be counted to {@link #VALID}; the others, which no classifier writes,
 * to {@link #DEAD_LETTERS} with the reason.
 */
final class ExpressionCheck
    extends ContextualProcessor<CameraId, FrameExpressions, Object, Object> {
  static final String VALID = "windows";
  static final String DEAD_LETTERS = "dead-letters";

  private static final Logger log = LoggerFactory.getLogger(ExpressionCheck.class);

  /** Clocks of brokers and machines differ by less. */
  private static final Duration LARGEST_LEAD = Duration.ofDays(1);

  private final Counter deadLetters;

  ExpressionCheck(MeterRegistry metrics) {
    deadLetters =
        Counter.builder("moodstream.aggregator.dead.letters")
            .description("Records without camera, value or a possible time")
            .register(metrics);
  }

  @Override
  public void process(Record<CameraId, FrameExpressions> record) {
    Optional<String> problem = problem(record);
    if (problem.isPresent()) {
      refuse(record, problem.get());
    } else {
      context().forward(record, VALID);
    }
  }

  private Optional<String> problem(Record<CameraId, FrameExpressions> record) {
    if (record.key() == null) {
      return Optional.of("the expressions have no key: the camera's id expected");
    }
    if (record.value() == null) {
      return Optional.of("the expressions have no value: a frame's expressions expected");
    }
    long capturedAt = record.value().frame().capturedAt().toEpochMilli();
    return possible(capturedAt) && possible(record.timestamp())
        ? Optional.empty()
        : Optional.of(
            "impossible time: captured at %d, recorded at %d ms since the epoch"
                .formatted(capturedAt, record.timestamp()));
  }

  private boolean possible(long millis) {
    return millis >= 0 && millis <= context().currentSystemTimeMs() + LARGEST_LEAD.toMillis();
  }

  private void refuse(Record<CameraId, FrameExpressions> record, String reason) {
    deadLetters.increment();
    RecordMetadata place =
        context().recordMetadata().orElseThrow(() -> new IllegalStateException("no record"));
    log.warn(
        "{}-{}@{} becomes a dead letter: {}",
        place.topic(),
        place.partition(),
        place.offset(),
        reason);
    byte[] key = Topics.EXPRESSIONS.key().serializer().serialize(place.topic(), record.key());
    byte[] value = Topics.EXPRESSIONS.value().serializer().serialize(place.topic(), record.value());
    Headers headers = DeadLetter.headers(record.headers());
    byte[] kept =
        DeadLetter.describe(
            headers,
            value == null ? new byte[0] : value,
            reason,
            place.topic(),
            place.partition(),
            place.offset());
    context().forward(new Record<>(key, kept, record.timestamp(), headers), DEAD_LETTERS);
  }
}
