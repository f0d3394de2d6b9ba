package io.moodstream.emotionclassifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallTimesTest {
  @Test
  void shouldTellWhenAFaceTakesFarLonger() {
    CallTimes slow = times(10_000_000, 100);
    CallTimes fast = times(3_000_000, 100);

    assertThat(slow.slowness(fast, 3))
        .contains("it takes 10.0 ms a face, the one before took 3.0 ms");
    assertThat(slow.slowness(fast, 4)).isEmpty();
    assertThat(fast.slowness(slow, 3)).isEmpty();
  }

  @Test
  void shouldNotJudgeByAFewFaces() {
    assertThat(times(10_000_000, 49).slowness(times(1_000_000, 100), 3)).isEmpty();
    assertThat(times(10_000_000, 100).slowness(times(1_000_000, 49), 3)).isEmpty();
  }

  @Test
  void shouldCountFacesNotCalls() {
    CallTimes together = new CallTimes();
    together.add(100_000_000, 100);

    assertThat(times(10_000_000, 100).slowness(together, 3)).isPresent();
    assertThat(times(2_000_000, 100).slowness(together, 3)).isEmpty();
  }

  private static CallTimes times(long nanosAFace, int faces) {
    CallTimes times = new CallTimes();
    for (int i = 0; i < faces; i++) {
      times.add(nanosAFace, 1);
    }
    return times;
  }
}
