package io.moodstream.aggregator;

import io.moodstream.aggregator.drift.DriftSettings;
import io.moodstream.pipeline.summaries.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How summaries are made and kept.
 *
 * @param threads stream threads; partitions are shared among them and among processes
 * @param minimumPeople the minimum group size: frames with fewer faces are not part of any
 *     statistic of faces; 0 for none, at most 1000
 * @param grace how long after its end a ten-second window still takes frames, in event time; later
 *     ones are dropped and counted
 * @param retentions for each step, how long its summaries can be queried, at least an hour
 * @param pauses for each step, how long at least a summary that has changed waits for the next time
 *     that it is written
 * @param queries where to answer other processes; without it this aggregator must be the only one,
 *     and answers only its own process
 * @param drift when the faces of a camera are compared with its reference
 */
public record AggregatorSettings(
    int threads,
    int minimumPeople,
    Duration grace,
    Map<Step, Duration> retentions,
    Map<Step, Duration> pauses,
    Optional<QueryEndpoint> queries,
    DriftSettings drift) {
  private static final Duration LEAST_RETENTION = Duration.ofHours(1);

  /** Nothing is published before the window is closed, so a minimum group size waits no longer. */
  private static final Duration LONGEST_WAIT_OF_GROUPS = Duration.ofSeconds(10);

  public AggregatorSettings {
    retentions = Map.copyOf(retentions);
    pauses = Map.copyOf(pauses);
    require(threads >= 1, "threads: at least 1, not " + threads);
    require(
        minimumPeople >= 0 && minimumPeople <= 1000,
        "minimum people: 0 to 1000, not " + minimumPeople);
    require(!grace.isNegative(), "grace: at least 0 s, not " + grace);
    for (Step step : Step.values()) {
      Duration retention = retentions.getOrDefault(step, Duration.ZERO);
      require(
          retention.compareTo(LEAST_RETENTION) >= 0,
          "retention of %s: at least %s, not %s"
              .formatted(step.label(), LEAST_RETENTION, retention));
      Duration pause = pauses.getOrDefault(step, Duration.ZERO);
      require(
          pause.toMillis() > 0,
          "pause of %s: at least 1 ms, not %s".formatted(step.label(), pause));
    }
  }

  /**
   * One thread, nothing withheld, a minute of grace, the retentions of {@link Step}, tens written
   * every second, minutes every five, hours every ten, no queries from outside.
   */
  public static AggregatorSettings defaults() {
    return new AggregatorSettings(
        1,
        0,
        Duration.ofMinutes(1),
        Arrays.stream(Step.values())
            .collect(Collectors.toMap(Function.identity(), Step::retention)),
        Map.of(
            Step.TEN_SECONDS, Duration.ofSeconds(1),
            Step.ONE_MINUTE, Duration.ofSeconds(5),
            Step.ONE_HOUR, Duration.ofSeconds(10)),
        Optional.empty(),
        DriftSettings.DEFAULTS);
  }

  public AggregatorSettings withThreads(int count) {
    return new AggregatorSettings(count, minimumPeople, grace, retentions, pauses, queries, drift);
  }

  public AggregatorSettings withMinimumPeople(int people) {
    return new AggregatorSettings(threads, people, grace, retentions, pauses, queries, drift);
  }

  public AggregatorSettings withGrace(Duration length) {
    return new AggregatorSettings(
        threads, minimumPeople, length, retentions, pauses, queries, drift);
  }

  public AggregatorSettings withQueries(QueryEndpoint endpoint) {
    return new AggregatorSettings(
        threads, minimumPeople, grace, retentions, pauses, Optional.of(endpoint), drift);
  }

  AggregatorSettings withDrift(DriftSettings settings) {
    return new AggregatorSettings(
        threads, minimumPeople, grace, retentions, pauses, queries, settings);
  }

  /** The grace, or 10 s if that is shorter and a minimum group size applies. */
  Duration effectiveGrace() {
    boolean shorter = minimumPeople > 0 && grace.compareTo(LONGEST_WAIT_OF_GROUPS) > 0;
    return shorter ? LONGEST_WAIT_OF_GROUPS : grace;
  }

  /** Summaries of every step are written as often as this. */
  AggregatorSettings withPause(Duration length) {
    Map<Step, Duration> same =
        Arrays.stream(Step.values()).collect(Collectors.toMap(Function.identity(), step -> length));
    return new AggregatorSettings(threads, minimumPeople, grace, retentions, same, queries, drift);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
