package io.moodstream.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;

/**
 * Hands the records of a topic on, one by one, to a reader outside Kafka Streams. Nothing that one
 * record holds ends the reading of the others: a failure of any kind is counted and logged. For any
 * thread.
 */
public final class RecordGuard {
  private final RecordLog log;
  private final Optional<UnreadableRecords> unreadable;

  private RecordGuard(Logger log, Optional<UnreadableRecords> unreadable) {
    this.log =
        new RecordLog(
            log, InstantSource.system(), "cannot be read and is skipped", "records were skipped");
    this.unreadable = unreadable;
  }

  /** For a short-lived process, which has no metrics. */
  public static RecordGuard of(Logger log) {
    return new RecordGuard(log, Optional.empty());
  }

  /**
   * @param reader the name of what reads, for the metric
   */
  public static RecordGuard of(Logger log, MeterRegistry metrics, String reader) {
    return new RecordGuard(log, Optional.of(new UnreadableRecords(metrics, reader)));
  }

  public void read(
      ConsumerRecord<byte[], byte[]> record, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try {
      sink.accept(record);
    } catch (RuntimeException e) {
      unreadable.ifPresent(counter -> counter.count(record.topic()));
      log.add(
          record.topic(),
          record.partition(),
          record.offset(),
          Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
    }
  }
}
