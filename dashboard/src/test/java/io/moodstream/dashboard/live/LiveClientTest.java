package io.moodstream.dashboard.live;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.Samples.HALL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.dashboard.HandClock;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveClientTest {
  private final HandClock clock = new HandClock(NOW);
  private final Counter dropped = new SimpleMeterRegistry().counter("dropped");
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final LiveClient client = new LiveClient(event -> true, sent, dropped, clock);

  @Test
  void shouldSendNothingThatIsNoLongerLive() throws InterruptedException {
    // given one event that has waited for more than two seconds, and one that has not
    client.offer(event("old"));
    clock.forward(Duration.ofMillis(1500));
    client.offer(event("new"));
    clock.forward(Duration.ofMillis(501));

    // when
    run(() -> sent().contains("new"));

    // then
    assertThat(sent()).startsWith("retry: 2000\n").doesNotContain("old");
    assertThat(dropped.count()).isEqualTo(1);
  }

  @Test
  void shouldDropTheOldestWhenItsQueueIsFull() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      client.offer(event("event-" + i + ";"));
    }

    run(() -> sent().contains("event-299;"));

    assertThat(sent()).doesNotContain("event-43;").contains("event-44;");
    assertThat(dropped.count()).isEqualTo(44);
  }

  private void run(java.util.concurrent.Callable<Boolean> until) throws InterruptedException {
    var writer = new Thread(client);
    writer.start();
    await().until(until);
    client.end();
    writer.interrupt();
    writer.join();
  }

  private LiveEvent event(String data) {
    return LiveEvent.of("frame", HALL, () -> data, clock.instant());
  }

  private String sent() {
    return sent.toString(UTF_8);
  }
}
