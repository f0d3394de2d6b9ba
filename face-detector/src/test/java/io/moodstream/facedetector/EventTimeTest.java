package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimeTest {
  private static final Instant APPENDED = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void shouldBelieveACameraWithinTwoSeconds() {
    Instant claimed = APPENDED.minusSeconds(2);

    assertThat(EventTime.of(claimed, APPENDED)).isEqualTo(new EventTime(claimed, false));
  }

  @Test
  void shouldTakeTheAppendTimeOfACameraWhoseClockIsOff() {
    var corrected = new EventTime(APPENDED, true);

    assertThat(EventTime.of(APPENDED.minusMillis(2_001), APPENDED)).isEqualTo(corrected);
    assertThat(EventTime.of(APPENDED.plusSeconds(3_600), APPENDED)).isEqualTo(corrected);
  }
}
