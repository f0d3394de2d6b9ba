package io.moodstream.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FrameOutletTest {
  private static final CameraId HALL = new CameraId("hall");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final MockProducer<CameraId, byte[]> producer =
      new MockProducer<>(false, null, Topics.FRAMES.key().serializer(), new ByteArraySerializer());
  private final FrameOutlet outlet = new FrameOutlet(producer, metrics);

  @Test
  void shouldWriteTheJpegWithItsHeaders() {
    outlet.send(frame(7));

    var record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo(Topics.FRAMES.name());
    assertThat(record.key()).isEqualTo(HALL);
    assertThat(record.value()).containsExactly(1, 2, 3);
    assertThat(FrameHeaders.of(record.headers()))
        .isEqualTo(new FrameHeaders(new FrameId("a1", 7), NOW));
  }

  @Test
  void shouldCountWhatKafkaHasTaken() {
    outlet.send(frame(0));
    assertThat(metrics.find(FrameOutlet.FRAMES_METRIC).counter()).isNull();

    producer.completeNext();

    assertThat(metrics.get(FrameOutlet.FRAMES_METRIC).tag("camera", "hall").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldCountWhatKafkaHasNotTakenByReason() {
    outlet.send(frame(0));
    outlet.send(frame(1));

    producer.errorNext(new TimeoutException("Expiring 1 record(s)"));
    producer.errorNext(new BufferExhaustedException("no room"));

    assertThat(dropped("late")).isEqualTo(1);
    assertThat(dropped("full")).isEqualTo(1);
    assertThat(outlet.failure()).isEmpty();
  }

  @Test
  void shouldFailWhenARightIsMissing() {
    outlet.send(frame(0));

    producer.errorNext(new TopicAuthorizationException(Topics.FRAMES.name()));

    assertThat(outlet.failure().orElseThrow())
        .startsWith("Kafka denies access: ")
        .contains(Topics.FRAMES.name());
  }

  @Test
  void shouldWriteTheStatusOfACamera() {
    var status = new CameraStatus(HALL, "webcam:0", CameraStatus.State.RUNNING, "", true, NOW);

    outlet.send(status);

    var record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo(Topics.CAMERAS.name());
    assertThat(Topics.CAMERAS.value().deserializer().deserialize("", record.value()))
        .isEqualTo(status);
  }

  @Test
  void shouldNotHoldUpACameraWhileKafkaIsAway() {
    // Nothing listens on the reserved port 1.
    try (var away = FrameOutlet.to(KafkaConnection.to("127.0.0.1:1"), metrics)) {
      long start = System.nanoTime();
      for (int number = 0; number < 10; number++) {
        away.send(frame(number));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(took).isLessThan(Duration.ofSeconds(3));
      assertThat(dropped("late")).isEqualTo(10);
    }
  }

  private double dropped(String reason) {
    return metrics.get(FrameOutlet.DROPPED_METRIC).tag("reason", reason).counter().count();
  }

  private static Frame frame(long sequence) {
    return new Frame(HALL, new FrameId("a1", sequence), NOW, new Jpeg(new byte[] {1, 2, 3}));
  }
}
