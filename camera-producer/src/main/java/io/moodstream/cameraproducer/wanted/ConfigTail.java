package io.moodstream.cameraproducer.wanted;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.AccessDenied;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import io.moodstream.pipeline.kafka.TopicReader;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.RecordGuard;
import io.moodstream.pipeline.stage.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topic of camera configurations, for the cameras of one machine. Without Kafka, or
 * without the right to read the topic, the cameras of before go on.
 */
public final class ConfigTail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConfigTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
  private static final String CHECK = "camera-configs";

  private final Supplier<TopicReader> readers;
  private final String machine;
  private final Sink sink;
  private final RecordGuard guard;
  private final Worker worker;

  /** Of all machines. */
  private final Map<CameraId, StoredCamera> stored = new TreeMap<>();

  private final Set<CameraId> removed = new TreeSet<>();
  private boolean caughtUp;
  private volatile Optional<String> problem = Optional.empty();

  /** Takes the cameras of the machine, at first and after each change. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param removed those that no machine is to run any more, since the last call
     */
    void onCameras(List<CameraSettings> cameras, Set<CameraId> removed);
  }

  public ConfigTail(KafkaConnection kafka, MeterRegistry metrics, String machine, Sink sink) {
    this(() -> TopicReader.of(kafka, IsolationLevel.READ_COMMITTED), metrics, machine, sink);
  }

  /**
   * @param readers opens a reader, again after each failure
   */
  ConfigTail(Supplier<TopicReader> readers, MeterRegistry metrics, String machine, Sink sink) {
    this.readers = readers;
    this.machine = machine;
    this.sink = sink;
    this.guard = RecordGuard.of(log, metrics, "camera-producer");
    this.worker = new Worker("camera-configs", CLOSE_LIMIT, this::run);
  }

  public void start() {
    worker.start();
  }

  /** Without a check while all is well, and while Kafka is away. */
  public Health health() {
    Health topic =
        new Health(
            problem.map(reason -> new Health.Check(CHECK, Health.Status.DEGRADED, reason)).stream()
                .toList());
    return worker.health(CHECK, topic);
  }

  private void run() throws InterruptedException {
    do {
      try (TopicReader reader = readers.get()) {
        follow(reader);
      } catch (InterruptException e) {
        return;
      } catch (AuthorizationException | AuthenticationException e) {
        report(
            AccessDenied.explain(e, List.of(KafkaUser.CAMERA_PRODUCER))
                .orElseGet(() -> String.valueOf(e.getMessage())));
      } catch (KafkaException e) {
        log.debug("{} is read again: {}", Topics.CAMERA_CONFIGS.name(), e.getMessage());
      }
    } while (!worker.pause(PAUSE));
  }

  private void follow(TopicReader reader) {
    reader.readFromBeginning(List.of(new TopicPartition(Topics.CAMERA_CONFIGS.name(), 0)));
    caughtUp = false;
    Set<CameraId> before = Set.copyOf(stored.keySet());
    stored.clear();
    reader.catchUp(this::take);
    caughtUp = true;
    before.stream().filter(id -> !stored.containsKey(id)).forEach(removed::add);
    problem = Optional.empty();
    publish();
    while (!worker.isEnding()) {
      reader.poll(POLL, this::take);
    }
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    guard.read(
        record,
        read -> {
          CameraId id =
              Topics.CAMERA_CONFIGS.key().deserializer().deserialize(read.topic(), read.key());
          onCamera(
              id,
              Optional.ofNullable(
                  Topics.CAMERA_CONFIGS
                      .value()
                      .deserializer()
                      .deserialize(read.topic(), read.value())));
        });
  }

  private void onCamera(CameraId id, Optional<StoredCamera> camera) {
    if (camera.isPresent()) {
      if (!camera.get().settings().id().equals(id)) {
        throw new IllegalArgumentException("its key is not the id of its camera");
      }
      stored.put(id, camera.get());
    } else if (stored.remove(id) != null) {
      removed.add(id);
    }
    if (caughtUp) {
      publish();
    }
  }

  private void publish() {
    Set<CameraId> gone = Set.copyOf(removed);
    removed.clear();
    sink.onCameras(
        stored.values().stream()
            .filter(camera -> camera.machine().equals(machine))
            .map(StoredCamera::settings)
            .toList(),
        gone);
  }

  private void report(String reason) {
    if (!problem.equals(Optional.of(reason))) {
      log.warn("cameras of the API are not read: {}", reason);
    }
    problem = Optional.of(reason);
  }

  @Override
  public void close() {
    worker.close();
  }
}
