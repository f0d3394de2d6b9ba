package io.moodstream.allinone.options;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.broker.ClientFile;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.TopicLayout;
import io.moodstream.pipeline.kafka.TopicSetup;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where Kafka is. */
public final class KafkaOptions {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  @Option(
      names = "--bootstrap-servers",
      scope = ScopeType.INHERIT,
      paramLabel = "HOST:PORT,...",
      description = "The Kafka cluster.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = {
        "A properties file with any Kafka client property (TLS, SASL); bootstrap.servers in it",
        "makes --bootstrap-servers unnecessary."
      })
  private @Nullable Path config;

  @Option(
      names = "--topic-partitions",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = {
        "Partitions of the topics that hold frames, faces, expressions and summaries, where this",
        "process creates them: at most N processes of a stage share the cameras. Default: "
            + "${DEFAULT-VALUE}"
      })
  private int partitions = TopicLayout.DEFAULT_PARTITIONS;

  @Option(
      names = "--topic-replication",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "Replicas of each topic that this process creates. Default: the cluster's own.")
  private short replication = TopicLayout.CLUSTER_DEFAULT;

  @Option(
      names = "--kafka-metrics",
      scope = ScopeType.INHERIT,
      description = "Adds Kafka's own metrics to /metrics: hundreds of series a stage.")
  private boolean metrics;

  /** Whether Kafka's own metrics are wanted. */
  public boolean metrics() {
    return metrics;
  }

  /** How topics are created on a named cluster. */
  public TopicLayout layout() {
    return UsageError.unlessValid(() -> new TopicLayout(partitions, replication));
  }

  /** The cluster that was named, if one was. */
  public Optional<KafkaConnection> cluster() {
    Map<String, String> properties = new HashMap<>(properties());
    Optional<String> named = Optional.ofNullable(properties.remove("bootstrap.servers"));
    return Optional.ofNullable(bootstrapServers)
        .or(() -> named)
        .map(servers -> new KafkaConnection(servers, properties));
  }

  public KafkaConnection requiredCluster() {
    return cluster()
        .orElseThrow(
            () -> new UsageError("--bootstrap-servers HOST:PORT is missing: which Kafka cluster?"));
  }

  public Optional<Path> configFile() {
    return Optional.ofNullable(config);
  }

  /**
   * Returns when the cluster has answered and every topic is there.
   *
   * @return what the settings of existing topics break, a line each
   */
  public static List<String> prepare(KafkaConnection kafka, TopicLayout layout)
      throws InterruptedException {
    kafka.requireReachable(ANSWER_LIMIT);
    try (Admin admin = kafka.admin()) {
      return TopicSetup.prepare(admin, KafkaUser.stages(), layout);
    } catch (ExecutionException e) {
      throw new Failure(
          "cannot create the topics at %s: %s"
              .formatted(
                  kafka.bootstrapServers(),
                  Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e);
    }
  }

  private Map<String, String> properties() {
    if (config == null) {
      return Map.of();
    }
    try {
      return new ClientFile(config).properties();
    } catch (NoSuchFileException e) {
      throw new Failure("--kafka-config: no such file: " + config, e);
    } catch (IOException e) {
      throw new Failure("--kafka-config: cannot read %s: %s".formatted(config, e), e);
    }
  }
}
