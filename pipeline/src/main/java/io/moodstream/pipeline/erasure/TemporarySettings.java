package io.moodstream.pipeline.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Kafka clean topics at once: segments end after a second, and what a record without a value
 * has replaced goes at the next cleaning, that record too. {@link #putBack} puts the settings back.
 */
final class TemporarySettings {
  private static final Logger log = LoggerFactory.getLogger(TemporarySettings.class);

  /** Of a segment: a record that comes later begins the next one. */
  static final int SEGMENT_MILLIS = 1_000;

  private static final Map<String, String> SETTINGS =
      Map.of(
          TopicConfig.SEGMENT_MS_CONFIG,
          Integer.toString(SEGMENT_MILLIS),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.0",
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          "0",
          TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
          "1000");

  private final Admin admin;
  private final Map<ConfigResource, Collection<AlterConfigOp>> before;

  private TemporarySettings(Admin admin, Map<ConfigResource, Collection<AlterConfigOp>> before) {
    this.admin = admin;
    this.before = before;
  }

  static TemporarySettings of(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException {
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Map<ConfigResource, Collection<AlterConfigOp>> before = new HashMap<>();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (var described : admin.describeConfigs(resources).all().get().entrySet()) {
      List<AlterConfigOp> restoring = new ArrayList<>();
      List<AlterConfigOp> setting = new ArrayList<>();
      SETTINGS.forEach(
          (name, value) -> {
            setting.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET));
            restoring.add(restoring(described.getValue().get(name), name, value));
          });
      before.put(described.getKey(), restoring);
      changes.put(described.getKey(), setting);
    }
    admin.incrementalAlterConfigs(changes).all().get();
    return new TemporarySettings(admin, before);
  }

  /** A value that is ours already was left by an erasure that did not come to its end. */
  private static AlterConfigOp restoring(ConfigEntry entry, String name, String temporary) {
    boolean own =
        entry != null
            && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
            && !temporary.equals(entry.value());
    return own
        ? new AlterConfigOp(new ConfigEntry(name, entry.value()), OpType.SET)
        : new AlterConfigOp(new ConfigEntry(name, ""), OpType.DELETE);
  }

  void putBack() {
    try {
      admin.incrementalAlterConfigs(before).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.error("the settings of topics could not be put back; run the erasure again", e);
    }
  }
}
