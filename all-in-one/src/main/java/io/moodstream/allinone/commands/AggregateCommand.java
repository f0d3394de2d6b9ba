package io.moodstream.allinone.commands;

import io.moodstream.aggregator.Aggregator;
import io.moodstream.aggregator.AggregatorSettings;
import io.moodstream.aggregator.QueryEndpoint;
import io.moodstream.allinone.HostPort;
import io.moodstream.allinone.options.AggregatorOptions;
import io.moodstream.allinone.options.FlowOptions;
import io.moodstream.allinone.options.StageOptions;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.pipeline.kafka.KafkaUser;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The aggregator alone. */
@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    description = "Runs the aggregator alone: expressions to summaries, and queries of them.")
final class AggregateCommand implements Callable<Integer> {
  @Option(
      names = "--query-listen",
      paramLabel = "HOST:PORT",
      description = {
        "Answers dashboards and other aggregators here. Any of several aggregators answers for all",
        "when each has such an address that the others can reach."
      })
  private @Nullable HostPort queryListen;

  @Option(
      names = "--query-advertise",
      paramLabel = "HOST",
      defaultValue = "${env:MOODSTREAM_QUERY_ADVERTISE}",
      description = {
        "The host under which others reach --query-listen, such as a pod's address. Default: the",
        "address itself, or this machine's name where it is 0.0.0.0. Also MOODSTREAM_QUERY_ADVERTISE."
      })
  private @Nullable String queryAdvertise;

  @Option(
      names = "--query-token",
      paramLabel = "TOKEN",
      defaultValue = "${env:MOODSTREAM_QUERY_TOKEN}",
      description = {
        "What they must know; needed when the address is not loopback. May be set in",
        "MOODSTREAM_QUERY_TOKEN."
      })
  private @Nullable String queryToken;

  @Mixin private StageOptions stage = new StageOptions();
  @Mixin private FlowOptions flow = new FlowOptions();
  @Mixin private AggregatorOptions aggregator = new AggregatorOptions();

  @Override
  public Integer call() throws Exception {
    AggregatorSettings plain = aggregator.settings(flow);
    AggregatorSettings settings =
        UsageError.unlessValid(() -> endpoint().map(plain::withQueries).orElse(plain));
    return stage.run(
        KafkaUser.AGGREGATOR,
        (kafka, metrics, state) -> Aggregator.stage(kafka, metrics, settings, state));
  }

  private Optional<QueryEndpoint> endpoint() {
    return Optional.ofNullable(queryListen)
        .map(at -> QueryEndpoint.on(at.host(), at.port(), Optional.ofNullable(queryToken)))
        .map(on -> queryAdvertise == null ? on : on.advertisedAs(queryAdvertise));
  }
}
