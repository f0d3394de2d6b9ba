package io.moodstream.cameraproducer.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.TopicReader;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigTailTest {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.CAMERA_CONFIGS.name(), 0);
  private static final CameraSettings HALL = CameraSettings.parse("hall=webcam:0");
  private static final CameraSettings DOOR = CameraSettings.parse("door=webcam:1");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final ConfigTail tail =
      new ConfigTail(
          () -> new TopicReader(consumer, Duration.ofSeconds(10)),
          new SimpleMeterRegistry(),
          "pi",
          (cameras, removed) -> changes.add(new Change(cameras, removed)));

  private record Change(List<CameraSettings> cameras, Set<CameraId> removed) {}

  @BeforeEach
  void open() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
  }

  @AfterEach
  void close() {
    tail.close();
  }

  @Test
  void shouldRunTheCamerasThatNameItsMachine() {
    write(0, HALL.id(), value(HALL, "pi"));
    write(1, new CameraId("broken"), new byte[] {1, 2, 3});
    write(2, DOOR.id(), value(DOOR, "elsewhere"));
    consumer.updateEndOffsets(Map.of(PARTITION, 3L));

    tail.start();

    await().until(() -> !changes.isEmpty());
    assertThat(changes).containsExactly(new Change(List.of(HALL), Set.of()));
    assertThat(tail.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void shouldFollowMovesAndRemovals() {
    write(0, HALL.id(), value(HALL, "pi"));
    consumer.updateEndOffsets(Map.of(PARTITION, 1L));
    tail.start();
    await().until(() -> changes.size() == 1);

    write(1, DOOR.id(), value(DOOR, "pi"));
    write(2, HALL.id(), value(HALL, "elsewhere"));
    write(3, DOOR.id(), null);

    await().until(() -> changes.size() == 4);
    assertThat(changes.subList(1, 4))
        .containsExactly(
            new Change(List.of(DOOR, HALL), Set.of()),
            new Change(List.of(DOOR), Set.of()),
            new Change(List.of(), Set.of(DOOR.id())));
  }

  @Test
  void shouldNameTheRightThatIsMissing() {
    consumer.updateEndOffsets(Map.of(PARTITION, 1L));
    consumer.schedulePollTask(
        () ->
            consumer.setPollException(
                new TopicAuthorizationException(Set.of(Topics.CAMERA_CONFIGS.name()))));

    tail.start();

    await().until(() -> tail.health().status() == Health.Status.DEGRADED);
    assertThat(tail.health().checks().get(0).detail()).contains("moodstream.camera-configs.v1");
    assertThat(changes).isEmpty();
  }

  private void write(long offset, CameraId camera, byte @Nullable [] value) {
    byte[] key = Topics.CAMERA_CONFIGS.key().serializer().serialize(PARTITION.topic(), camera);
    consumer.schedulePollTask(
        () -> consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, key, value)));
  }

  private static byte[] value(CameraSettings camera, String machine) {
    return Topics.CAMERA_CONFIGS
        .value()
        .serializer()
        .serialize(PARTITION.topic(), new StoredCamera(camera, machine, Instant.EPOCH, "ada"));
  }
}
