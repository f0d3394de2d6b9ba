package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrackNumbersTest {
  private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");

  @Test
  void shouldNeverGiveANumberTwice() {
    TrackNumbers numbers = at(START);

    assertThat(LongStream.generate(numbers).limit(5_000)).doesNotHaveDuplicates();
  }

  @Test
  void shouldGiveOtherNumbersAfterARestart() {
    long[] before = LongStream.generate(at(START)).limit(5_000).toArray();
    long[] after = LongStream.generate(at(START.plusSeconds(1))).limit(5_000).toArray();

    assertThat(before).doesNotContain(after);
  }

  @Test
  void shouldGiveNumbersThatEveryLanguageHoldsExactly() {
    assertThat(at(Instant.parse("2200-01-01T00:00:00Z")).getAsLong()).isLessThan(1L << 53);
  }

  private static TrackNumbers at(Instant time) {
    return new TrackNumbers(Clock.fixed(time, ZoneOffset.UTC));
  }
}
