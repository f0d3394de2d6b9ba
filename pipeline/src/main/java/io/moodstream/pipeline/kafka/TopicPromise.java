package io.moodstream.pipeline.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** Compares the settings of an existing topic with those on which stages rely. */
final class TopicPromise {
  private TopicPromise() {}

  /** An existing topic's setting by its name; empty if the cluster does not know it. */
  interface Settings {
    Optional<String> value(String name);
  }

  /** One line for each setting that breaks a promise. */
  static List<String> broken(Topic<?, ?> topic, Settings existing) {
    List<String> broken = new ArrayList<>();
    new TreeMap<>(topic.settings())
        .forEach(
            (name, needed) ->
                existing
                    .value(name)
                    .filter(found -> !keeps(name, found, needed))
                    .ifPresent(
                        found ->
                            broken.add(
                                "topic %s has %s=%s, moodstream relies on %s"
                                    .formatted(topic.name(), name, found, needed))));
    return broken;
  }

  private static boolean keeps(String name, String found, String needed) {
    return switch (name) {
      case TopicConfig.CLEANUP_POLICY_CONFIG -> policies(found).equals(policies(needed));
      // A segment is deleted as a whole: a longer one keeps pictures longer than promised.
      case TopicConfig.SEGMENT_MS_CONFIG, TopicConfig.SEGMENT_BYTES_CONFIG ->
          Long.parseLong(found) <= Long.parseLong(needed);
      case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> Long.parseLong(found) >= Long.parseLong(needed);
      // No one relies on how soon the file of a deleted segment goes.
      case TopicConfig.FILE_DELETE_DELAY_MS_CONFIG -> true;
      default -> found.equals(needed);
    };
  }

  private static Set<String> policies(String list) {
    return Set.of(list.replace(" ", "").split(","));
  }
}
