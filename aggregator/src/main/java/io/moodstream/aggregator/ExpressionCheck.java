package io.moodstream.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.DeadLetterLog;
import io.moodstream.pipeline.stage.FrameCheck;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.LoggerFactory;

/**
 * Passes the records that can be counted to {@link #VALID}; the others, which no classifier writes,
 * to {@link #DEAD_LETTERS} with the reason.
 */
final class ExpressionCheck
    extends ContextualProcessor<CameraId, FrameExpressions, Object, Object> {
  static final String VALID = "windows";
  static final String DEAD_LETTERS = "dead-letters";

  private static final DeadLetterLog deadLetterLog =
      new DeadLetterLog(LoggerFactory.getLogger(ExpressionCheck.class), InstantSource.system());

  private final Counter deadLetters;

  ExpressionCheck(MeterRegistry metrics) {
    deadLetters =
        Counter.builder("moodstream.aggregator.dead.letters")
            .description("Records without camera, value or a possible time")
            .register(metrics);
  }

  @Override
  public void process(Record<CameraId, FrameExpressions> record) {
    boolean isMark = record.key() != null && ErasureMark.of(record.headers()).isPresent();
    Optional<String> problem =
        isMark
            ? Optional.empty()
            : FrameCheck.problem(
                record, "expressions", FrameExpressions::frame, context().currentSystemTimeMs());
    if (problem.isPresent()) {
      refuse(record, problem.get());
    } else {
      context().forward(record, VALID);
    }
  }

  private void refuse(Record<CameraId, FrameExpressions> record, String reason) {
    deadLetters.increment();
    RecordMetadata place =
        context().recordMetadata().orElseThrow(() -> new IllegalStateException("no record"));
    deadLetterLog.refused(place.topic(), place.partition(), place.offset(), reason);
    var source = new DeadLetter.Source(place.topic(), place.partition(), place.offset());
    context().forward(DeadLetter.of(record, Topics.EXPRESSIONS, source, reason), DEAD_LETTERS);
  }
}
