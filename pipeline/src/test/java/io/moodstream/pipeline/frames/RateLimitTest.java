package io.moodstream.pipeline.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void shouldLeaveOutWhatExceedsTheRate() {
    var limit = new RateLimit(10);

    // 30 a second for 10 seconds, each up to 5 ms early or late.
    long admitted =
        LongStream.range(0, 300)
            .filter(n -> limit.admits((n * 1000 / 30 + (n * 7 % 11) - 5) * MILLISECOND))
            .count();

    assertThat(admitted).isBetween(99L, 101L);
  }

  @Test
  void shouldKeepASlowerSourceWhole() {
    var limit = new RateLimit(10);

    assertThat(LongStream.range(0, 50).allMatch(n -> limit.admits(n * 200 * MILLISECOND))).isTrue();
  }

  @Test
  void shouldNotCatchUpAfterASilence() {
    var limit = new RateLimit(10);
    limit.admits(0);

    long admitted =
        LongStream.range(0, 100).filter(n -> limit.admits((60_000 + n) * MILLISECOND)).count();

    assertThat(admitted).isLessThanOrEqualTo(3);
  }
}
