package io.moodstream.alerts.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.DeadLetter;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the alerts of the topic to one channel, in a thread and a consumer group of its own, so
 * that a receiver that is down delays no other. Each alert is delivered at least once, or becomes a
 * dead letter after the last attempt.
 */
public final class ChannelDelivery implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChannelDelivery.class);
  private static final String GROUP = "moodstream-alerts-";
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration KAFKA_PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** Older alerts are of no use to a receiver, such as after a long time without this stage. */
  private static final Duration EXPIRY = Duration.ofHours(1);

  private final ChannelSettings settings;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final MeterRegistry metrics;
  private final AlertChannel channel;
  private final FailsafeExecutor<Object> retry;
  private final Worker worker;
  private volatile Health health;

  /**
   * Attempts and pauses between them; together they must stay below Kafka's five minutes a poll.
   */
  public record Retries(int attempts, Duration first, Duration longest) {
    public static final Retries DEFAULTS =
        new Retries(6, Duration.ofSeconds(1), Duration.ofSeconds(30));
  }

  public ChannelDelivery(
      ChannelSettings settings, KafkaConnection kafka, MeterRegistry metrics, Retries retries) {
    this(
        settings,
        settings.open(),
        () -> consumer(kafka, settings.name()),
        () ->
            new KafkaProducer<>(
                kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer()),
        metrics,
        retries);
  }

  ChannelDelivery(
      ChannelSettings settings,
      AlertChannel channel,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<Producer<byte[], byte[]>> producers,
      MeterRegistry metrics,
      Retries retries) {
    this.settings = settings;
    this.channel = channel;
    this.consumers = consumers;
    this.producers = producers;
    this.metrics = metrics;
    this.health = Health.of(checkName(), Health.Status.UP, "no alert yet");
    this.retry =
        Failsafe.with(
            RetryPolicy.builder()
                .handleIf(failure -> failure instanceof DeliveryFailed it && it.mayCome())
                .withMaxAttempts(retries.attempts())
                .withBackoff(retries.first(), retries.longest(), 3)
                .withJitter(0.2)
                .onRetry(event -> troubled(String.valueOf(event.getLastException().getMessage())))
                .build());
    this.worker = new Worker("alerts-" + settings.name(), CLOSE_LIMIT, this::run);
  }

  public void start() {
    worker.start();
  }

  public ChannelSettings settings() {
    return settings;
  }

  /** DEGRADED while alerts do not arrive. */
  public Health health() {
    return worker.health(checkName(), health);
  }

  @Override
  public void close() {
    worker.close();
    channel.close();
  }

  private void run() throws InterruptedException {
    do {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        consumer.subscribe(List.of(Topics.ALERTS.name()));
        deliver(consumer);
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        troubled("alerts cannot be read: " + e.getMessage());
      }
    } while (!worker.pause(KAFKA_PAUSE));
  }

  private void deliver(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    while (!worker.isEnding()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        deliver(record);
        // One record a poll: what is delivered is never delivered again, unless we die here.
        consumer.commitSync();
      }
    }
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    try {
      Alert alert =
          Topics.ALERTS.value().deserializer().deserialize(record.topic(), record.value());
      boolean again = record.headers().lastHeader(ErasureMark.REWRITTEN) != null;
      if (alert == null || again || !isWanted(alert)) {
        return;
      }
      retry.run(() -> channel.send(alert));
      count("delivered");
      health = Health.of(checkName(), Health.Status.UP, "last delivery " + Instant.now());
    } catch (SerializationException e) {
      giveUp(record, "not an alert: " + e.getMessage());
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interruption) {
        throw interruption;
      }
      giveUp(record, String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
    } catch (RuntimeException e) {
      log.error("{} cannot take the alert at offset {}", settings, record.offset(), e);
      giveUp(record, e.toString());
    }
  }

  private boolean isWanted(Alert alert) {
    boolean expired = alert.at().isBefore(Instant.now().minus(EXPIRY));
    if (expired) {
      count("expired");
    }
    return !expired && (settings.rules().isEmpty() || settings.rules().contains(alert.rule()));
  }

  private void giveUp(ConsumerRecord<byte[], byte[]> record, String reason) {
    troubled(reason);
    count("dead");
    Headers headers = DeadLetter.headers(record.headers());
    headers.add("moodstream.channel", settings.name().getBytes(UTF_8));
    var unusedBeginning =
        DeadLetter.describe(
            headers,
            record.value(),
            reason,
            new DeadLetter.Source(record.topic(), record.partition(), record.offset()));
    try (Producer<byte[], byte[]> producer = producers.get()) {
      // The whole alert, so that it can be sent again: it holds no picture.
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.ALERTS_DEAD_LETTERS.name(), null, record.key(), record.value(), headers));
    }
  }

  private void troubled(String reason) {
    log.warn("{}: {}", settings, reason);
    health = Health.of(checkName(), Health.Status.DEGRADED, reason);
  }

  private void count(String outcome) {
    metrics
        .counter("moodstream.alerts.deliveries", "channel", settings.name(), "outcome", outcome)
        .increment();
  }

  private String checkName() {
    return "alert channel " + settings.name();
  }

  private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka, String channel) {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP + channel);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "alerts-" + channel);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A new channel gets the alerts of the last minutes, not those of the last 400 days.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "by_duration:PT5M");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
