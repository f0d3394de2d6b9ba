package io.moodstream.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
  /** Half of what Kafka's own client waits for an answer. */
  private static final Duration GUARD = Duration.ofSeconds(30);

  @Test
  void shouldNotWaitAtTheEndForAnAnswerThatDoesNotCome() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var kafka = new KafkaConnection("127.0.0.1:" + silent.getLocalPort(), Map.of());

      KafkaFuture<String> answer =
          assertTimeoutPreemptively(
              GUARD,
              () -> {
                try (Admin admin = kafka.admin()) {
                  return admin.describeCluster().clusterId();
                }
              });

      assertThatThrownBy(() -> answer.get(GUARD.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }
}
