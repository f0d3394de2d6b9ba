package io.moodstream.emotionclassifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InferenceTimesTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @Test
  void shouldTellWhenAFaceTakesFarLonger() {
    InferenceTimes slow = calls(300, 10, 1);
    InferenceTimes fast = calls(300, 3, 1);

    assertThat(slow.slowness(fast, 3))
        .contains("it takes 10.0 ms a face, the one before took 3.0 ms");
    assertThat(slow.slowness(fast, 4)).isEmpty();
    assertThat(fast.slowness(slow, 3)).isEmpty();
  }

  @Test
  void shouldNotPredictByAFewFaces() {
    assertThat(calls(199, 10, 1).slowness(calls(300, 1, 1), 3)).isEmpty();
    assertThat(calls(300, 10, 1).slowness(calls(199, 1, 1), 3)).isEmpty();
  }

  @Test
  void shouldNotPredictByAFewSeconds() {
    // Given 10 calls a second
    InferenceTimes nineSeconds = calls(90, 100, 10);
    InferenceTimes elevenSeconds = calls(110, 100, 10);

    assertThat(nineSeconds.slowness(calls(300, 1, 1), 3)).isEmpty();
    assertThat(elevenSeconds.slowness(calls(300, 1, 1), 3)).isPresent();
    assertThat(elevenSeconds.slowness(calls(20, 1, 10), 3)).as("the old one may").isPresent();
  }

  @Test
  void shouldPassOverAStall() {
    // Given what makes the mean of these calls seven times as long
    InferenceTimes stalled = calls(300, 1, 1);
    stalled.add(30_000 * MILLI, 32_000 * MILLI, 1);

    assertThat(stalled.slowness(calls(300, 1, 1), 3)).isEmpty();
  }

  @Test
  void shouldCountFacesNotCalls() {
    InferenceTimes together = calls(300, 100, 100);

    assertThat(calls(300, 10, 1).slowness(together, 3)).isPresent();
    assertThat(calls(300, 2, 1).slowness(together, 3)).isEmpty();
  }

  @Test
  void shouldGoByWhatWasLately() {
    // Given a model that was slow when the machine was busy, and no longer is
    InferenceTimes times = calls(2_000, 30, 1);
    for (int call = 0; call < 1_000; call++) {
      long start = (200_000 + 50L * call) * MILLI;
      times.add(start, start + MILLI, 1);
    }

    assertThat(calls(300, 4, 1).slowness(times, 3)).isPresent();
  }

  @Test
  void shouldSpanSecondsHoweverManyThreadsCall() {
    // Given a call every millisecond for 15 seconds
    InferenceTimes times = new InferenceTimes();
    for (int call = 0; call < 15_000; call++) {
      times.add(call * MILLI, (call + 10) * MILLI, 1);
    }

    assertThat(times.slowness(calls(300, 1, 1), 3)).isPresent();
  }

  /** One begins each 100 ms. */
  private static InferenceTimes calls(int count, int millis, int faces) {
    InferenceTimes times = new InferenceTimes();
    for (int call = 0; call < count; call++) {
      long start = 100L * call * MILLI;
      times.add(start, start + millis * MILLI, faces);
    }
    return times;
  }
}
