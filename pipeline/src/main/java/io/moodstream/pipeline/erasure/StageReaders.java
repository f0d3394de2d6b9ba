package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.kafka.KafkaUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far the stages have read. */
final class StageReaders {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Admin admin;

  StageReaders(Admin admin) {
    this.admin = admin;
  }

  /** The offset at which a stage goes on; empty if it has read nothing of the partition. */
  OptionalLong position(KafkaUser stage, TopicPartition partition)
      throws InterruptedException, ExecutionException {
    var committed =
        admin
            .listConsumerGroupOffsets(stage.application())
            .partitionsToOffsetAndMetadata()
            .get()
            .get(partition);
    return committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset());
  }

  /** Whether a process of the stage runs. */
  boolean runs(KafkaUser stage) throws InterruptedException, ExecutionException {
    try {
      var described = admin.describeConsumerGroups(List.of(stage.application())).describedGroups();
      return !Objects.requireNonNull(described.get(stage.application())).get().members().isEmpty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Returns when the stage has committed what it has read up to {@code offset}, at once if it has
   * never read the partition.
   *
   * @throws ErasureIncomplete if it has not by {@code limit}
   */
  void await(KafkaUser stage, TopicPartition partition, long offset, Instant limit)
      throws InterruptedException, ExecutionException {
    while (true) {
      OptionalLong position = position(stage, partition);
      if (position.isEmpty() || position.getAsLong() > offset) {
        return;
      }
      if (Instant.now().isAfter(limit)) {
        throw new ErasureIncomplete(
            "the stage %s has not carried out the erasure yet: is it running? It will as soon as it does; run the erasure again then"
                .formatted(stage.label()));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }
}
