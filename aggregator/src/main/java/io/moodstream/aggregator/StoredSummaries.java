package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.query.WindowRangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Reads the stores of this process. Every partition that is asked for must be here, restored and
 * active: a part of the answer is no answer.
 */
final class StoredSummaries {
  private final KafkaStreams streams;

  StoredSummaries(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * Of all cameras, in no order.
   *
   * @throws SummariesUnavailable if not every partition can answer
   */
  List<Summary> ofPartitions(Set<Integer> partitions, Step step, Instant from, Instant to) {
    Query<KeyValueIterator<Windowed<CameraId>, Summary>> query =
        WindowRangeQuery.withWindowStartRange(from, lastStart(to));
    return answers(step, partitions, query);
  }

  /**
   * Of one camera, whose key lies in {@code partition}.
   *
   * @throws SummariesUnavailable if the partition cannot answer
   */
  List<Summary> ofCamera(CameraId camera, int partition, Step step, Instant from, Instant to) {
    WindowKeyQuery<CameraId, Summary> query =
        WindowKeyQuery.withKeyAndWindowStartRange(camera, from, lastStart(to));
    return answers(step, Set.of(partition), query);
  }

  /** Stores take both ends as inclusive. */
  private static Instant lastStart(Instant to) {
    return to.minusMillis(1);
  }

  private <R extends KeyValueIterator<?, Summary>> List<Summary> answers(
      Step step, Set<Integer> partitions, Query<R> query) {
    try {
      StateQueryRequest<R> request =
          StateQueryRequest.inStore(AggregatorStores.summaries(step))
              .withQuery(query)
              .withPartitions(partitions)
              .requireActive();
      return read(streams.query(request));
    } catch (InvalidStateStoreException e) {
      throw new SummariesUnavailable("summaries are not available yet: " + e.getMessage());
    }
  }

  private static <R extends KeyValueIterator<?, Summary>> List<Summary> read(
      StateQueryResult<R> result) {
    List<Summary> summaries = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    // To the end even after a failure: every iterator that was handed out must be closed.
    result
        .getPartitionResults()
        .forEach(
            (partition, answer) -> {
              if (answer.isSuccess()) {
                drain(answer, summaries);
              } else {
                failures.add("partition %d: %s".formatted(partition, answer.getFailureMessage()));
              }
            });
    if (!failures.isEmpty()) {
      throw new SummariesUnavailable("summaries are not available yet: " + failures.get(0));
    }
    return summaries;
  }

  private static <R extends KeyValueIterator<?, Summary>> void drain(
      QueryResult<R> answer, List<Summary> summaries) {
    try (R windows = answer.getResult()) {
      while (windows.hasNext()) {
        KeyValue<?, Summary> window = windows.next();
        if (window.value != null) {
          summaries.add(window.value);
        }
      }
    }
  }
}
