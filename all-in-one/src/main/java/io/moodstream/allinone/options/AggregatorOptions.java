package io.moodstream.allinone.options;

import io.moodstream.aggregator.AggregatorSettings;
import picocli.CommandLine.Option;

/** What summaries publish. */
public final class AggregatorOptions {
  @Option(
      names = "--min-people",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "The minimum group size: frames with fewer than N faces are not part of any statistic of",
        "faces, and the live page shows no faces. Default: ${DEFAULT-VALUE}, none"
      })
  private int minimumPeople;

  public AggregatorSettings settings(FlowOptions flow) {
    return UsageError.unlessValid(
        () ->
            AggregatorSettings.defaults()
                .withThreads(flow.threads())
                .withMinimumPeople(minimumPeople));
  }
}
