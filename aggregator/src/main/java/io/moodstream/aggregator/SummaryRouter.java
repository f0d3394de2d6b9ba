package io.moodstream.aggregator;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.HttpSummaryQuery;
import io.moodstream.pipeline.kafka.SummaryRequest;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Completes an answer: what this process holds comes from its stores, the rest from the aggregators
 * that hold it. Each of them is asked for named partitions, of which it answers all or nothing, so
 * whatever has moved in the meantime makes the answer fail and never makes it incomplete.
 */
final class SummaryRouter {
  private final KafkaStreams streams;
  private final StoredSummaries stored;
  private final Optional<QueryEndpoint> endpoint;

  SummaryRouter(KafkaStreams streams, Optional<QueryEndpoint> endpoint) {
    this.streams = streams;
    this.stored = new StoredSummaries(streams);
    this.endpoint = endpoint;
  }

  /**
   * In no order.
   *
   * @param partitions how many the expressions topic has
   * @throws SummariesUnavailable if any part of the answer is missing
   */
  Stream<Summary> answer(SummaryRequest request, int partitions) {
    if (!request.from().isBefore(request.to())) {
      return Stream.empty();
    }
    if (!request.partitions().isEmpty()) {
      return fromStores(request, request.partitions(), partitions);
    }
    Set<Integer> needed = needed(request, partitions);
    Map<HostInfo, Set<Integer>> elsewhere = elsewhere(needed);
    Set<Integer> here = new TreeSet<>(needed);
    elsewhere.values().forEach(here::removeAll);
    return Stream.concat(
        fromStores(request, here, partitions),
        elsewhere.entrySet().stream()
            .flatMap(part -> fromAggregator(part.getKey(), request, part.getValue()).stream()));
  }

  private static Set<Integer> needed(SummaryRequest request, int partitions) {
    return request.cameras().isEmpty()
        ? IntStream.range(0, partitions).boxed().collect(toUnmodifiableSet())
        : request.cameras().stream()
            .map(camera -> AggregatorTopology.partition(camera, partitions))
            .collect(toUnmodifiableSet());
  }

  /** Partitions that no other aggregator is known to hold are taken for this one's. */
  private Map<HostInfo, Set<Integer>> elsewhere(Set<Integer> needed) {
    Map<HostInfo, Set<Integer>> holders = new HashMap<>();
    for (StreamsMetadata other : others()) {
      Set<Integer> held =
          other.topicPartitions().stream()
              .filter(partition -> partition.topic().equals(Topics.EXPRESSIONS.name()))
              .map(partition -> partition.partition())
              .filter(needed::contains)
              .collect(toUnmodifiableSet());
      if (!held.isEmpty()) {
        holders.put(other.hostInfo(), held);
      }
    }
    return holders;
  }

  private Collection<StreamsMetadata> others() {
    return endpoint
        .map(
            self ->
                streams.metadataForAllStreamsClients().stream()
                    .filter(other -> !other.hostInfo().equals(self.hostInfo()))
                    .toList())
        .orElse(List.of());
  }

  private Stream<Summary> fromStores(SummaryRequest request, Set<Integer> held, int partitions) {
    if (held.isEmpty()) {
      return Stream.empty();
    }
    if (request.cameras().isEmpty()) {
      return stored.ofPartitions(held, request.step(), request.from(), request.to()).stream();
    }
    return request.cameras().stream()
        .filter(camera -> held.contains(AggregatorTopology.partition(camera, partitions)))
        .flatMap(camera -> ofCamera(camera, request, partitions));
  }

  private Stream<Summary> ofCamera(CameraId camera, SummaryRequest request, int partitions) {
    int partition = AggregatorTopology.partition(camera, partitions);
    return stored
        .ofCamera(camera, partition, request.step(), request.from(), request.to())
        .stream();
  }

  private List<Summary> fromAggregator(
      HostInfo host, SummaryRequest request, Set<Integer> partitions) {
    Optional<String> token = endpoint.flatMap(QueryEndpoint::token);
    return new HttpSummaryQuery(List.of(QueryEndpoint.uri(host)), token)
        .ask(
            new SummaryRequest(
                request.cameras(), request.step(), request.from(), request.to(), partitions));
  }
}
