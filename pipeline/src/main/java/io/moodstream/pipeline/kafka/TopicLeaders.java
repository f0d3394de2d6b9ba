package io.moodstream.pipeline.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
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
  static void await(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException {
    Instant limit = Instant.now().plus(LIMIT);
    while (!answered(admin, topics, limit)) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private static boolean answered(Admin admin, Collection<String> topics, Instant limit)
      throws InterruptedException, ExecutionException {
    try {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                each ->
                    ends.put(
                        new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
      }
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
