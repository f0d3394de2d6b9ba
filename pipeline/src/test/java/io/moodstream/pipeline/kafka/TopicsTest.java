package io.moodstream.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void shouldNameEveryTopicOnceWithItsVersion() {
    assertThat(Topics.ALL)
        .extracting(Topic::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("moodstream\\.[a-z.-]+\\.v1"));
  }

  @Test
  void shouldDeleteFramesAndFacesAfterMinutes() {
    for (Topic<?, ?> topic : new Topic<?, ?>[] {Topics.FRAMES, Topics.FACES}) {
      assertThat(topic.settings())
          .as(topic.name())
          .containsAllEntriesOf(
              Map.of("cleanup.policy", "delete", "retention.ms", "120000", "segment.ms", "30000"));
    }
    assertThat(Topics.FRAMES.settings())
        .as("age is counted from the broker's clock")
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void shouldDeleteEveryJudgedFaceAfterAWeekAndADay() {
    for (Topic<?, ?> topic : new Topic<?, ?>[] {Topics.EXPRESSIONS, Topics.SHADOW}) {
      assertThat(topic.settings())
          .as(topic.name())
          .containsAllEntriesOf(
              Map.of(
                  "cleanup.policy",
                  "delete",
                  "retention.ms",
                  "604800000",
                  "segment.ms",
                  "86400000"));
    }
  }

  @Test
  void shouldForgetTrainersThatSayNothingMore() {
    assertThat(Topics.TRAINERS.settings())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("retention.ms", "86400000")
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void shouldMissClassifiersByTheBrokersClock() {
    assertThat(Topics.CLASSIFIERS.settings())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void shouldKeepSummariesForFourHundredDays() {
    assertThat(Topics.SUMMARIES.settings())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("retention.ms", "34560000000");
  }
}
