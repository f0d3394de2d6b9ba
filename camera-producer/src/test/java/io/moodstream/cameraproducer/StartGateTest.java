package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.cameraproducer.source.SyntheticSource;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.Source;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartGateTest {
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"door=door.mp4", "door=dir:pictures", "door=webcam:0", "door=synthetic"})
  void shouldHoldBackSourcesUntilFramesAreAnalysed(String camera) {
    CompletableFuture<Void> opening = open(camera, Duration.ofMinutes(1));
    await().until(() -> asked.get() > 2);
    assertThat(opened).hasValue(0);

    ready.set(true);

    await().untilAsserted(() -> assertThat(opened).hasValue(1));
    assertThat(opening).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void shouldPlayAnywayAfterTheLimit() {
    assertThat(open("door=door.mp4", Duration.ofMillis(250)))
        .succeedsWithin(Duration.ofSeconds(10));

    assertThat(opened).hasValue(1);
  }

  private CompletableFuture<Void> open(String camera, Duration limit) {
    var gate =
        new StartGate(
            () -> {
              asked.incrementAndGet();
              return ready.get();
            },
            limit);
    return CompletableFuture.runAsync(
        () -> {
          try (FrameSource source =
              gate.open(
                  CameraSettings.parse(camera),
                  settings -> {
                    opened.incrementAndGet();
                    return new SyntheticSource(new Source.Synthetic(1), 1);
                  })) {
            assertThat(source).isNotNull();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
