package io.moodstream.allinone.options;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How a stream stage keeps up. */
public final class FlowOptions {
  @Option(
      names = "--freshness",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = {
        "A frame that is not judged within this time is skipped. Default: ${DEFAULT-VALUE}"
      })
  private double freshness;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stream threads of a stage. Default: ${DEFAULT-VALUE}")
  private int threads;

  /** From the broker's append time of a frame until it is judged. */
  Duration freshness() {
    return Duration.ofMillis(Math.round(freshness * 1000));
  }

  /**
   * Until its faces are looked for: half of the whole. A detector that works up to the full limit
   * would, when the machine is too small, hand on nothing but frames that the classifier must skip.
   */
  Duration detectionFreshness() {
    return freshness().dividedBy(2);
  }

  int threads() {
    return threads;
  }
}
