package io.moodstream.allinone;

import io.moodstream.aggregator.AggregatorSettings;
import picocli.CommandLine.Option;

/** What summaries tell. */
final class AggregatorOptions {
  @Option(
      names = "--min-people",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Withholds the shares of windows in which no frame shows N faces together.",
        "The live view is not withheld. Default: ${DEFAULT-VALUE}"
      })
  private int minimumPeople;

  AggregatorSettings settings(FlowOptions flow) {
    return UsageError.unlessValid(
        () ->
            AggregatorSettings.defaults()
                .withThreads(flow.threads())
                .withMinimumPeople(minimumPeople));
  }
}
