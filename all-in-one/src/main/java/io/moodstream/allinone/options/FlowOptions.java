package io.moodstream.allinone.options;

import io.moodstream.pipeline.Span;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a stream stage keeps up. */
public final class FlowOptions {
  @Option(
      names = "--freshness",
      paramLabel = "TIME",
      converter = SecondsConverter.class,
      description = {
        "A frame that is not analysed within this time is skipped. Default: ${DEFAULT-VALUE}"
      })
  private Span freshness = new Span(Duration.ofSeconds(2));

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Stream threads of a stage. Default: ${DEFAULT-VALUE}")
  private int threads = 1;

  /** From the broker's append time of a frame until it is analysed. */
  Duration freshness() {
    return freshness.duration();
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
