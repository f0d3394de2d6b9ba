package io.moodstream.pipeline.kafka;

import io.moodstream.pipeline.UserFacing;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;

/**
 * Where Kafka is, and how to speak to it.
 *
 * @param bootstrapServers {@code host:port,...}
 * @param properties any client property: TLS, SASL
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties) {
  public KafkaConnection {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrap servers: host:port expected, nothing given");
    }
    properties = Map.copyOf(properties);
  }

  /** Without the properties, which may contain a password. */
  @Override
  public String toString() {
    return "Kafka at " + bootstrapServers;
  }

  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /** Fresh properties for a client, to which the caller may add its own. */
  public Properties clientProperties() {
    var client = new Properties();
    client.putAll(properties);
    client.put("bootstrap.servers", bootstrapServers);
    return client;
  }

  /**
   * @throws KafkaUnreachable if the address or a property cannot be
   */
  public Admin admin() {
    try {
      return new PromptAdmin(Utils.propsToMap(clientProperties()));
    } catch (KafkaException e) {
      String reason = reason(e);
      // The name of a Kafka that has not started yet is, in a cluster of containers, not known yet.
      boolean mayCome = reason.startsWith("No resolvable bootstrap urls");
      throw new KafkaUnreachable(bootstrapServers, reason, mayCome, e);
    }
  }

  /** The outer ones only say what could not be made of it. */
  private static String reason(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    return message.startsWith("Failed to create new ") && problem.getCause() != null
        ? reason(problem.getCause())
        : message;
  }

  /**
   * Returns when the cluster has answered.
   *
   * @throws KafkaUnreachable if it has not within {@code limit}, or as {@link #admin}
   */
  public void requireReachable(Duration limit) throws InterruptedException {
    int millis = Math.toIntExact(limit.toMillis());
    try (Admin admin = admin()) {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(millis))
          .nodes()
          .get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaUnreachable(
          bootstrapServers,
          String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()),
          e.getCause() instanceof RetriableException,
          e);
    } catch (TimeoutException e) {
      throw new KafkaUnreachable(
          bootstrapServers, "no answer within %d s".formatted(limit.toSeconds()), true, e);
    }
  }

  /** No broker answered, or none can be asked. */
  public static final class KafkaUnreachable extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    private final boolean mayCome;

    KafkaUnreachable(String servers, String reason, boolean mayCome, Exception cause) {
      super("no Kafka at %s: %s".formatted(servers, reason), cause);
      this.mayCome = mayCome;
    }

    /** Whether waiting may help; false if a setting or a password is wrong. */
    public boolean mayCome() {
      return mayCome;
    }
  }
}
