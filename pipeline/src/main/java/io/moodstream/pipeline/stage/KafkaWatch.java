package io.moodstream.pipeline.stage;

import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaConnection.KafkaUnreachable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every few seconds whether it is there, and reports that as the check {@code kafka}. A
 * Kafka that is away is waited for: stages go on when it comes back.
 */
public final class KafkaWatch implements Stage {
  private static final Logger log = LoggerFactory.getLogger(KafkaWatch.class);
  private static final String NAME = "kafka";
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final KafkaConnection kafka;
  private final KafkaAnswers answers;
  private final Worker worker = new Worker("kafka-watch", CLOSE_LIMIT, this::watch);

  public KafkaWatch(KafkaConnection kafka) {
    this.kafka = kafka;
    answers = new KafkaAnswers(kafka.bootstrapServers(), InstantSource.system());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    worker.start();
  }

  @Override
  public Health health() {
    return worker.health(NAME, answers.health());
  }

  /**
   * Returns when Kafka has answered; logs once if it does not at first.
   *
   * @throws KafkaUnreachable if waiting is of no use: a setting is wrong, or the password
   */
  void awaitAnswer() throws InterruptedException {
    while (!hasAnswered()) {
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE.toMillis());
    }
  }

  private boolean hasAnswered() throws InterruptedException {
    try {
      kafka.requireReachable(ANSWER_LIMIT);
      answers.answered().ifPresent(log::warn);
      return true;
    } catch (KafkaUnreachable e) {
      if (!e.mayCome()) {
        throw e;
      }
      answers.unanswered(String.valueOf(e.getMessage())).ifPresent(log::warn);
      return false;
    }
  }

  private void watch() throws InterruptedException {
    do {
      ask();
    } while (!worker.pause(INTERVAL));
  }

  private void ask() throws InterruptedException {
    try {
      var unused = hasAnswered();
    } catch (KafkaUnreachable e) {
      // It answered before with these settings: it may again.
      answers.unanswered(String.valueOf(e.getMessage())).ifPresent(log::warn);
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
