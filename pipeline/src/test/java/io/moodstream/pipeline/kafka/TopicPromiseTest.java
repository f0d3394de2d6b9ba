package io.moodstream.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPromiseTest {
  @Test
  void shouldAcceptATopicThatMoodstreamCreated() {
    assertThat(Topics.ALL)
        .allSatisfy(
            topic -> assertThat(TopicPromise.broken(topic, settings(topic.settings()))).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms, 604800000, 120000",
    "retention.ms, -1, 120000",
    "cleanup.policy, compact, delete",
    "message.timestamp.type, CreateTime, LogAppendTime",
    "segment.bytes, 1073741824, 16777216",
    "segment.ms, 604800000, 30000",
    "max.message.bytes, 1048588, 4194304"
  })
  void shouldNameASettingThatBreaksAPromise(String name, String found, String needed) {
    Map<String, String> existing = new HashMap<>(Topics.FRAMES.settings());
    existing.put(name, found);

    assertThat(TopicPromise.broken(Topics.FRAMES, settings(existing)))
        .containsExactly(
            "topic moodstream.frames.v1 has %s=%s, moodstream relies on %s"
                .formatted(name, found, needed));
  }

  @ParameterizedTest
  @CsvSource({"segment.bytes, 8388608", "max.message.bytes, 8388608", "file.delete.delay.ms, 1"})
  void shouldAcceptASettingThatKeepsThePromise(String name, String found) {
    Map<String, String> existing = new HashMap<>(Topics.FRAMES.settings());
    existing.put(name, found);

    assertThat(TopicPromise.broken(Topics.FRAMES, settings(existing))).isEmpty();
  }

  @Test
  void shouldReadAListOfPoliciesInAnyOrder() {
    Map<String, String> existing = new HashMap<>(Topics.SUMMARIES.settings());
    existing.put("cleanup.policy", "delete,compact");

    assertThat(TopicPromise.broken(Topics.SUMMARIES, settings(existing))).isEmpty();
  }

  private static TopicPromise.Settings settings(Map<String, String> values) {
    return name -> Optional.ofNullable(values.get(name));
  }
}
