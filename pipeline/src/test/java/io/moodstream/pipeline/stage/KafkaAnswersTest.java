package io.moodstream.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.stage.Health.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KafkaAnswersTest {
  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private final KafkaAnswers answers = new KafkaAnswers("kafka:9092", () -> now);

  @Test
  void shouldBeStartingUntilTheFirstAnswer() {
    assertThat(answers.unanswered("no Kafka at kafka:9092: unknown host"))
        .contains("waiting for Kafka: no Kafka at kafka:9092: unknown host");
    passes(Duration.ofHours(1));

    assertThat(answers.unanswered("the same")).as("logged once").isEmpty();
    assertThat(answers.health().status()).isEqualTo(Status.STARTING);
    assertThat(answers.health().isReady()).isFalse();
    assertThat(answers.health().isAlive()).isTrue();
  }

  @Test
  void shouldNotMindASilenceOfThirtySeconds() {
    answers.answered();
    passes(Duration.ofSeconds(30));

    assertThat(answers.unanswered("timed out")).isEmpty();
    assertThat(answers.health()).isEqualTo(Health.of("kafka", Status.UP, "kafka:9092"));
  }

  @Test
  void shouldBeAliveAndNotReadyAfterALongerSilence() {
    answers.answered();
    passes(Duration.ofSeconds(31));

    assertThat(answers.unanswered("timed out")).contains("waiting for Kafka: timed out");
    assertThat(answers.unanswered("timed out")).as("logged once").isEmpty();
    assertThat(answers.health())
        .isEqualTo(Health.of("kafka", Status.UNAVAILABLE, "no answer for 31 s: timed out"));
    assertThat(answers.health().isReady()).isFalse();
    assertThat(answers.health().isAlive()).isTrue();
  }

  @Test
  void shouldBeUpAgainWithTheNextAnswer() {
    answers.answered();
    passes(Duration.ofHours(1));
    answers.unanswered("timed out");

    assertThat(answers.answered()).contains("Kafka at kafka:9092 answers");
    assertThat(answers.answered()).as("logged once").isEmpty();
    assertThat(answers.health().status()).isEqualTo(Status.UP);
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }
}
