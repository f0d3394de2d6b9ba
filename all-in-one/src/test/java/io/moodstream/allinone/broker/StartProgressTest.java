package io.moodstream.allinone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartProgressTest {
  private static final Instant BEGIN = Instant.EPOCH;
  private final StartProgress progress = new StartProgress(BEGIN);

  @Test
  void shouldWaitMinutesForABrokerThatWorks() {
    for (int second = 0; second <= 600; second += 2) {
      assertThat(ended(second, second / 20.0, 0)).as(second + " s").isFalse();
    }
  }

  @Test
  void shouldWaitForABrokerThatOnlyWrites() {
    for (int second = 0; second <= 600; second += 50) {
      assertThat(ended(second, 0, second)).as(second + " s").isFalse();
    }
  }

  @Test
  void shouldGiveUpOnABrokerThatHangs() {
    assertThat(ended(30, 20, 100)).isFalse();
    assertThat(ended(85, 20.5, 100)).isFalse();
    assertThat(ended(95, 20.6, 100)).isTrue();
  }

  @Test
  void shouldGiveUpOnABrokerThatIsBusyForEver() {
    for (int second = 0; second <= 900; second += 10) {
      assertThat(ended(second, second, second)).as(second + " s").isFalse();
    }
    assertThat(ended(901, 901, 901)).isTrue();
  }

  private boolean ended(int second, double processor, long bytes) {
    return progress.hasEnded(
        BEGIN.plusSeconds(second),
        new StartProgress.Work(Duration.ofMillis(Math.round(processor * 1000)), bytes));
  }
}
