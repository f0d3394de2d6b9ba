package io.moodstream.facedetector.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PerCameraCacheTest {
  private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
  private static final CameraId HALL = new CameraId("hall");

  private final PerCameraCache<String> memory = new PerCameraCache<>(Duration.ofSeconds(1));

  @Test
  void shouldRecallForAWhile() {
    memory.remember(HALL, START, "seen");

    assertThat(memory.recall(HALL, START.plusSeconds(1))).contains("seen");
    assertThat(memory.recall(HALL, START.plusMillis(1_001))).isEmpty();
    assertThat(memory.recall(new CameraId("door"), START)).isEmpty();
  }

  @Test
  void shouldForgetCamerasThatAreSilent() {
    for (int i = 0; i < 10_000; i++) {
      memory.remember(new CameraId("c" + i), START.plusMillis(10L * i), "seen");
      memory.remember(HALL, START.plusMillis(10L * i), "always there");
    }

    assertThat(memory.cameras()).isBetween(100, 102);
    assertThat(memory.recall(HALL, START.plusSeconds(100))).contains("always there");
  }
}
