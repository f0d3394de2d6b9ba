package io.moodstream.allinone.commands.tables;

import io.moodstream.dashboard.models.ShadowTally;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.TopicReader;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ShadowComparison;
import io.moodstream.pipeline.stage.RecordGuard;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What champion and challenger have analysed side by side up to now. */
public final class ShadowHistory {
  private static final Logger log = LoggerFactory.getLogger(ShadowHistory.class);
  private static final String TOPIC = Topics.SHADOW.name();

  private ShadowHistory() {}

  /** Adds all comparisons since the tally's beginning. */
  public static void addTo(ShadowTally tally, KafkaConnection kafka) {
    RecordGuard guard = RecordGuard.of(log);
    try (TopicReader reader = TopicReader.of(kafka, IsolationLevel.READ_UNCOMMITTED)) {
      reader.readFrom(reader.partitionsOf(TOPIC), tally.since());
      reader.catchUp(
          record -> guard.read(record, read -> comparison(read.value()).ifPresent(tally::add)));
    }
  }

  private static Optional<ShadowComparison> comparison(byte @Nullable [] value) {
    return Optional.ofNullable(Topics.SHADOW.value().deserializer().deserialize(TOPIC, value));
  }
}
