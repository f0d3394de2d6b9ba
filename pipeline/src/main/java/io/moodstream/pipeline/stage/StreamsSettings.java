package io.moodstream.pipeline.stage;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a Kafka Streams stage runs.
 *
 * @param threads stream threads; partitions are shared among them and among processes
 * @param exactlyOnce whether input, state and output commit as one
 * @param commitInterval under exactly-once this is also the delay until others see the output
 * @param stateDir local state, one folder a stage below it; rebuilt from Kafka when lost
 */
public record StreamsSettings(
    int threads, boolean exactlyOnce, Duration commitInterval, Path stateDir) {
  public StreamsSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: at least 1, not " + threads);
    }
    if (commitInterval.isNegative() || commitInterval.isZero()) {
      throw new IllegalArgumentException("commit interval: positive, not " + commitInterval);
    }
  }

  public static StreamsSettings atLeastOnce(int threads, Path stateDir) {
    return new StreamsSettings(threads, false, Duration.ofMillis(500), stateDir);
  }

  public static StreamsSettings exactlyOnce(int threads, Path stateDir) {
    return new StreamsSettings(threads, true, Duration.ofMillis(200), stateDir);
  }
}
