package io.moodstream.dashboard.notices;

import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How long records are kept at the longest, by the settings of their topics. Kafka deletes whole
 * segments, and looks for them now and then.
 */
final class KeptFor {
  /** Where a topic does not set one. */
  private static final Duration DEFAULT_SEGMENT = Duration.ofDays(7);

  /** Kafka's default of {@code log.retention.check.interval.ms}. */
  private static final Duration CHECK = Duration.ofMinutes(5);

  private KeptFor() {}

  /** Frames, and the faces that are cut out of them. */
  static long pictureMinutes() {
    Duration frames = longest(Topics.FRAMES);
    Duration faces = longest(Topics.FACES);
    return up(frames.compareTo(faces) > 0 ? frames : faces, Duration.ofMinutes(1));
  }

  /** Faces without a picture. */
  static long faceDays() {
    return up(longest(Topics.EXPRESSIONS).minus(CHECK), Duration.ofDays(1));
  }

  static long statisticDays() {
    return up(longest(Topics.SUMMARIES).minus(CHECK), Duration.ofDays(1));
  }

  private static Duration longest(Topic<?, ?> topic) {
    long kept = Long.parseLong(topic.settings().getOrDefault(TopicConfig.RETENTION_MS_CONFIG, ""));
    long segment =
        Long.parseLong(
            topic
                .settings()
                .getOrDefault(
                    TopicConfig.SEGMENT_MS_CONFIG, Long.toString(DEFAULT_SEGMENT.toMillis())));
    return Duration.ofMillis(kept + segment).plus(CHECK);
  }

  private static long up(Duration duration, Duration unit) {
    return -Math.floorDiv(-duration.toMillis(), unit.toMillis());
  }
}
