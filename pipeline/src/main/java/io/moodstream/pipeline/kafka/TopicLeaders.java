package io.moodstream.pipeline.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Waits until new topics can be written to. A producer that is faster than the partition's new
 * leader has its first batch refused and its second, already under way, accepted: the first
 * sequence of an idempotent producer is not checked. From then on the first batch is out of order,
 * and nothing gets through to that partition for two minutes, until it expires.
 */
final class TopicLeaders {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private TopicLeaders() {}

  /** Returns when the leader of every partition answers. */
  static void await(Admin admin, Collection<Topic<?, ?>> topics)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends =
        topics.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    Instant limit = Instant.now().plus(LIMIT);
    while (!answered(admin, ends, limit)) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private static boolean answered(Admin admin, Map<TopicPartition, OffsetSpec> ends, Instant limit)
      throws InterruptedException, ExecutionException {
    try {
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException && Instant.now().isBefore(limit)) {
        return false;
      }
      throw e;
    }
  }
}
