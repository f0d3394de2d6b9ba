package io.moodstream.allinone;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How a stream stage keeps up. */
final class FlowOptions {
  @Option(
      names = "--freshness",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "A frame that has waited longer is skipped. Default: ${DEFAULT-VALUE}")
  private double freshness;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stream threads of a stage. Default: ${DEFAULT-VALUE}")
  private int threads;

  Duration freshness() {
    return Duration.ofMillis(Math.round(freshness * 1000));
  }

  int threads() {
    return threads;
  }
}
