package io.moodstream.dashboard.live;

import static io.moodstream.dashboard.Samples.HALL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveEventTest {
  private final AtomicInteger made = new AtomicInteger();
  private final LiveEvent event =
      LiveEvent.of("frame", HALL, () -> "n" + made.incrementAndGet(), Instant.EPOCH);

  @Test
  void shouldCostNothingUntilItIsSent() {
    assertThat(event.camera()).contains(HALL);
    assertThat(made).hasValue(0);
  }

  @Test
  void shouldBeMadeOnceForAllClients() {
    assertThat(new String(event.message(), UTF_8)).isEqualTo("event: frame\ndata: \"n1\"\n\n");
    assertThat(event.message()).isSameAs(event.message());
    assertThat(made).hasValue(1);
  }
}
