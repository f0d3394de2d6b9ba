package io.moodstream.pipeline.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of frames and statuses into Kafka, for all cameras of the process.
 *
 * <p>Overload policy, drop stale: a frame that Kafka has not taken within two seconds is dropped,
 * oldest first, and counted as {@code late}; the detector would skip it. What waits fills at most
 * 32 MB; a frame beyond that is dropped and counted as {@code full}. A camera's thread waits here a
 * tenth of a second at the most.
 */
public final class FrameOutlet implements AutoCloseable {
  public static final String FRAMES_METRIC = "moodstream.camera.frames";
  public static final String DROPPED_METRIC = "moodstream.camera.dropped";

  private static final String FULL = "full";
  private static final String LATE = "late";
  private static final String DAMAGED = "damaged";
  private static final List<String> REASONS = List.of(FULL, LATE, DAMAGED);
  private static final Logger log = LoggerFactory.getLogger(FrameOutlet.class);
  private static final int LARGEST_REQUEST = 4 << 20;
  private static final int WAITING_BYTES = 32 << 20;
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(5);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Producer<CameraId, byte[]> producer;
  private final MeterRegistry metrics;
  private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
  private final AtomicLong droppedSinceLogged = new AtomicLong();
  private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());
  private volatile boolean closed;

  /**
   * @param producer closed with this
   */
  public FrameOutlet(Producer<CameraId, byte[]> producer, MeterRegistry metrics) {
    this.producer = producer;
    this.metrics = metrics;
  }

  public static FrameOutlet to(KafkaConnection kafka, MeterRegistry metrics) {
    return new FrameOutlet(
        new KafkaProducer<>(
            properties(kafka), Topics.FRAMES.key().serializer(), new ByteArraySerializer()),
        metrics);
  }

  private static Properties properties(KafkaConnection kafka) {
    Properties properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, WAITING_BYTES);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 100);
    // The sum of the waits for one frame; it must be at least linger and request time-out.
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500);
    return properties;
  }

  /** Until the first frame has somewhere to go, or a few seconds are over. */
  public void awaitTopic() {
    await(Topics.FRAMES);
  }

  private void await(Topic<?, ?> topic) {
    Instant limit = Instant.now().plus(TOPIC_LIMIT);
    while (Instant.now().isBefore(limit)) {
      try {
        producer.partitionsFor(topic.name());
        return;
      } catch (TimeoutException e) {
        log.debug("the topic's partitions are not known yet", e);
      } catch (AuthorizationException | AuthenticationException e) {
        noteRefusal(e);
        return;
      }
    }
  }

  public void send(Frame frame) {
    send(frame, taken -> {});
  }

  /**
   * @param whenAnswered called with whether Kafka has taken the frame, on a thread that must not
   *     wait; never once the outlet is closed
   */
  public void send(Frame frame, Consumer<Boolean> whenAnswered) {
    send(
        new ProducerRecord<>(
            Topics.FRAMES.name(),
            null,
            frame.camera(),
            frame.jpeg().bytes(),
            FrameHeaders.of(frame).toHeaders(frame.camera())),
        problem -> {
          answered(frame.camera(), problem);
          whenAnswered.accept(problem.isEmpty());
        });
  }

  /** Counts pictures that a camera left out because they were damaged. */
  public void damaged(CameraId camera, long pictures) {
    dropped(camera, DAMAGED).increment((double) pictures);
  }

  /** A status that is lost is repeated by the next one. */
  public void send(CameraStatus status) {
    // Counted from nothing on: a rate needs a first value.
    frames(status.camera());
    REASONS.forEach(reason -> dropped(status.camera(), reason));
    String topic = Topics.CAMERAS.name();
    var headers = new RecordHeaders();
    byte[] value = Topics.CAMERAS.value().serializer().serialize(topic, headers, status);
    send(
        new ProducerRecord<>(topic, null, status.camera(), value, headers),
        problem -> problem.ifPresent(this::noteRefusal));
  }

  /**
   * Deletes the last reported state of a camera: it is not listed until it is announced, or seen,
   * again.
   *
   * @throws KafkaException if Kafka does not take it within a few seconds
   */
  public void forget(CameraId camera) {
    await(Topics.CAMERAS);
    try {
      String topic = Topics.CAMERAS.name();
      var headers = new RecordHeaders();
      byte[] nothing = Topics.CAMERAS.value().serializer().serialize(topic, headers, null);
      var unused = producer.send(new ProducerRecord<>(topic, null, camera, nothing, headers)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException problem ? problem : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Why Kafka will never take a frame: a right or a password is missing. */
  public Optional<String> failure() {
    return Objects.requireNonNull(failure.get());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback receives everything.
  private void send(
      ProducerRecord<CameraId, byte[]> record, Consumer<Optional<Exception>> whenAnswered) {
    if (closed) {
      return;
    }
    try {
      producer.send(
          record, (metadata, problem) -> whenAnswered.accept(Optional.ofNullable(problem)));
    } catch (InterruptException e) {
      // The exception has set the thread's mark again: the camera sees it at its next picture.
      log.debug("interrupted while sending", e);
    }
  }

  private void answered(CameraId camera, Optional<Exception> problem) {
    if (problem.isPresent()) {
      dropped(camera, problem.get() instanceof BufferExhaustedException ? FULL : LATE).increment();
      noteRefusal(problem.get());
      log(problem.get());
      return;
    }
    frames(camera).increment();
  }

  /** One line for many frames: they may be dropped by the hundred, between others that arrive. */
  private void log(Exception problem) {
    droppedSinceLogged.incrementAndGet();
    long now = System.nanoTime();
    long due = nextLogNanos.get();
    if (now - due >= 0 && nextLogNanos.compareAndSet(due, now + LOG_INTERVAL.toNanos())) {
      log.warn(
          "Kafka does not take frames; dropped: {}; reason: {}",
          droppedSinceLogged.getAndSet(0),
          problem.getMessage());
    }
  }

  private Counter frames(CameraId camera) {
    return metrics.counter(FRAMES_METRIC, "camera", camera.value());
  }

  private Counter dropped(CameraId camera, String reason) {
    return metrics.counter(DROPPED_METRIC, "camera", camera.value(), "reason", reason);
  }

  private void noteRefusal(Exception problem) {
    if (problem instanceof AuthorizationException || problem instanceof AuthenticationException) {
      failure.compareAndSet(
          Optional.empty(),
          Optional.of(
              AccessDenied.explain(problem, List.of(KafkaUser.CAMERA_PRODUCER))
                  .orElseGet(() -> "Kafka refuses this producer: " + problem.getMessage())));
    }
  }

  /** Gives what waits two seconds to arrive. */
  @Override
  public void close() {
    closed = true;
    producer.close(CLOSE_LIMIT);
  }
}
