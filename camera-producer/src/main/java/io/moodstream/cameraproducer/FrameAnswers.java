package io.moodstream.cameraproducer;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.RecordGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the {@code expressions} topic, which holds one record for each frame that the detector
 * has read, and reports to each camera whether its frames are analysed or skipped. Without the
 * right to read that topic cameras keep their own rates.
 */
final class FrameAnswers implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(FrameAnswers.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** Rates follow the answers of a second or more, so a request may gather those of many frames. */
  private static final Duration GATHERING = Duration.ofMillis(250);

  private static final int GATHERED_BYTES = 1 << 20;
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(3);

  private final KafkaConnection kafka;
  private final InstantSource clock = InstantSource.system();
  private final RecordGuard guard;
  private Function<CameraId, Optional<Camera>> cameras = id -> Optional.empty();
  private volatile Instant since = Instant.MAX.minus(SETTLE_LIMIT);
  private volatile boolean settled;
  private volatile boolean following;

  FrameAnswers(KafkaConnection kafka, MeterRegistry metrics) {
    this.kafka = kafka;
    this.guard = RecordGuard.of(log, metrics, "camera-producer");
  }

  /** Before it is run. */
  void reportTo(Function<CameraId, Optional<Camera>> answered) {
    cameras = answered;
  }

  /** Whether answers can be read is known, or Kafka has taken too long to find out. */
  boolean isSettled() {
    return settled || clock.instant().isAfter(since.plus(SETTLE_LIMIT));
  }

  /** Whether answers to frames that are sent from now on will be reported. */
  boolean isFollowing() {
    return following;
  }

  /** Until its thread is interrupted. */
  @Override
  public void run() {
    since = clock.instant();
    boolean reported = false;
    while (!Thread.currentThread().isInterrupted()) {
      try (KafkaConsumer<byte[], byte[]> consumer = open()) {
        read(consumer);
      } catch (InterruptException e) {
        return;
      } catch (KafkaException e) {
        if (!reported) {
          log.info("cameras keep their own rates for now: {}", e.getMessage());
          reported = true;
        }
        following = false;
        settled = true;
        pause();
      } finally {
        following = false;
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    Properties properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) GATHERING.toMillis());
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** From the newest record on: how older frames fared states nothing about the load of now. */
  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EXPRESSIONS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The end is looked up when it is asked for.
    partitions.forEach(consumer::position);
    following = !partitions.isEmpty();
    settled = true;
    while (!Thread.currentThread().isInterrupted()) {
      consumer.poll(POLL).forEach(this::read);
    }
  }

  void read(ConsumerRecord<byte[], byte[]> answer) {
    guard.read(answer, this::onRecord);
  }

  private void onRecord(ConsumerRecord<byte[], byte[]> answer) {
    CameraId id = Topics.EXPRESSIONS.key().deserializer().deserialize(answer.topic(), answer.key());
    if (id != null && answer.value() != null) {
      cameras.apply(id).ifPresent(camera -> onAnswer(camera, answer));
    }
  }

  private static void onAnswer(Camera camera, ConsumerRecord<byte[], byte[]> answer) {
    FrameExpressions frame =
        Topics.EXPRESSIONS.value().deserializer().deserialize(answer.topic(), answer.value());
    camera.onAnswer(frame.frame().id(), frame.frame().outcome() == Outcome.ANALYSED);
  }
}
