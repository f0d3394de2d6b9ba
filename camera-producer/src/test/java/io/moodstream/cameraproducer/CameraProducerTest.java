package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.cameraproducer.source.TestVideo;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraProducerTest {
  /** Nothing listens on the reserved port 1: these errors need no Kafka. */
  private static final KafkaConnection NOWHERE = KafkaConnection.to("127.0.0.1:1");

  @TempDir Path folder;

  @Test
  void shouldNameACameraThatIsGivenTwice() {
    assertThatThrownBy(() -> stage("hall=synthetic:1", "hall=synthetic:2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("camera hall is given twice: each camera needs its own id");
  }

  @Test
  void shouldStartWithoutAnAbsentCameraAndTryItAgain() {
    Path film = folder.resolve("late.avi");

    try (Stage stage = stage("hall=" + film, "desk=webcam:9876", "demo=synthetic")) {
      stage.start();
      awaitHealth(stage, Health.Status.DEGRADED, "1 RUNNING, 2 INTERRUPTED; desk: ");

      TestVideo.write(film, 3, 30);

      awaitHealth(stage, Health.Status.DEGRADED, "1 RUNNING, 1 INTERRUPTED, 1 ENDED; desk: ");
    }
  }

  @Test
  void shouldStayUpWhenAFilmHasEnded() {
    Path film = TestVideo.write(folder.resolve("film.avi"), 3, 30);

    try (Stage stage = stage("hall=" + film, "demo=synthetic")) {
      stage.start();

      awaitHealth(stage, Health.Status.UP, "1 RUNNING, 1 ENDED");
    }
  }

  @Test
  void shouldBeUnavailableWhileNoCameraRunsAndDegradedWhileOneDoes() {
    Path absent = folder.resolve("absent.mp4");

    try (Stage none = stage("hall=" + absent);
        Stage some = stage("hall=" + absent, "demo=synthetic")) {
      none.start();
      some.start();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(none.health().status()).isEqualTo(Health.Status.UNAVAILABLE);
                assertThat(some.health().status()).isEqualTo(Health.Status.DEGRADED);
              });
      assertThat(none.health().checks().get(0).detail()).startsWith("1 INTERRUPTED; hall: ");
    }
  }

  @Test
  void shouldCloseWithinSecondsAndTwice() {
    Stage stage = stage("demo=synthetic", "more=synthetic:2");
    stage.start();

    long start = System.nanoTime();
    stage.close();
    stage.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
  }

  private static void awaitHealth(Stage stage, Health.Status status, String detail) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(stage.health().checks())
                    .singleElement()
                    .satisfies(
                        check -> {
                          assertThat(check.status()).isEqualTo(status);
                          assertThat(check.detail()).startsWith(detail);
                        }));
  }

  private static Stage stage(String... cameras) {
    return CameraProducer.stage(
        NOWHERE,
        new SimpleMeterRegistry(),
        CameraPlan.of(Stream.of(cameras).map(CameraSettings::parse).toList()));
  }
}
