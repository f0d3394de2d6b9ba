package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PausesTest {
  @Test
  void shouldPauseLongerEachTimeUpToHalfAMinute() {
    var pauses = new Pauses();

    assertThat(Stream.generate(pauses::next).limit(7).map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void shouldBeginAnewAfterSuccess() {
    var pauses = new Pauses();
    pauses.next();
    pauses.next();

    pauses.reset();

    assertThat(pauses.next()).isEqualTo(Duration.ofSeconds(1));
  }
}
