package io.moodstream.pipeline.kafka;

/**
 * How topics are created on a cluster.
 *
 * @param partitions of the topics whose records belong to cameras: at most so many processes of a
 *     stage share the cameras; the other topics have one partition
 * @param replication replicas of each topic; {@link #CLUSTER_DEFAULT} leaves it to the cluster
 */
public record TopicLayout(int partitions, short replication) {
  public static final short CLUSTER_DEFAULT = -1;
  public static final int DEFAULT_PARTITIONS = 8;
  private static final int MOST_PARTITIONS = 1_000;

  public TopicLayout {
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          "partitions: 1 to %,d, not %,d".formatted(MOST_PARTITIONS, partitions));
    }
    if (replication < 1 && replication != CLUSTER_DEFAULT) {
      throw new IllegalArgumentException("replication: at least 1, not " + replication);
    }
  }

  public static TopicLayout replicated(short replication) {
    return new TopicLayout(DEFAULT_PARTITIONS, replication);
  }
}
