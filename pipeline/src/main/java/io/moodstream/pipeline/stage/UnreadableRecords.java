package io.moodstream.pipeline.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the records that a reader could not read: skipped, or sent to the dead letters.
 *
 * @param reader the name of a stage
 */
record UnreadableRecords(MeterRegistry metrics, String reader) {
  /** The setting of a topology that holds the counters of its stage. */
  static final String CONFIG = "moodstream.unreadable.records";

  /** Empty for a test driver, which has no stage. */
  static Optional<UnreadableRecords> of(Map<String, ?> configs) {
    return Optional.ofNullable(configs.get(CONFIG))
        .filter(UnreadableRecords.class::isInstance)
        .map(UnreadableRecords.class::cast);
  }

  void count(String topic) {
    Counter.builder("moodstream.records.unreadable")
        .description("Records that a reader could not read: skipped, or sent to the dead letters")
        .tag("reader", reader)
        .tag("topic", topic)
        .register(metrics)
        .increment();
  }
}
