package io.moodstream.pipeline.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.ForwardingAdmin;

/**
 * An admin client that gives up when it is closed. Kafka's own waits for calls without an answer,
 * and its thread now and then misses that it is to end: then it ends with its metadata, five
 * minutes later. The caller would wait as long.
 */
final class PromptAdmin extends ForwardingAdmin {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  PromptAdmin(Map<String, Object> properties) {
    super(properties);
  }

  @Override
  public void close() {
    close(CLOSE_LIMIT);
  }
}
