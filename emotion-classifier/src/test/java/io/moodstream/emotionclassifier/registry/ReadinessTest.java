package io.moodstream.emotionclassifier.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.models.ClassifierStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  @Test
  void shouldBeCompleteWhenEveryLiveClassifierIsReady() {
    assertThat(Readiness.of(3, List.of(ready("a"), ready("b"))).complete()).isTrue();
    assertThat(Readiness.of(3, List.of()).complete()).as("unknown to wait for").isTrue();
  }

  @Test
  void shouldNameWhoIsNotReadyAndWhy() {
    // Given
    ClassifierStatus loading = status("b", Set.of(1), Map.of());
    ClassifierStatus refusing = status("c", Set.of(1), Map.of(3, "self-test failed"));

    // When
    Readiness readiness = Readiness.of(3, List.of(ready("a"), loading, refusing));

    // Then
    assertThat(readiness.complete()).isFalse();
    assertThat(readiness.hopeless()).isTrue();
    assertThat(readiness)
        .hasToString(
            "version 3 cannot become champion: c on hall-pc refuses it: self-test failed;"
                + " b on hall-pc is not ready");
    assertThat(Readiness.of(3, List.of(loading)).hopeless()).isFalse();
  }

  private static ClassifierStatus ready(String id) {
    return status(id, Set.of(1, 3), Map.of());
  }

  private static ClassifierStatus status(
      String id, Set<Integer> ready, Map<Integer, String> refused) {
    return new ClassifierStatus(
        id, "hall-pc", ClassifierStatus.State.SERVING, 1, 0, ready, refused, Instant.EPOCH);
  }
}
