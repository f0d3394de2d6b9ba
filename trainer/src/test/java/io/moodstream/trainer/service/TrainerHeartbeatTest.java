package io.moodstream.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.TrainerStatus.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainerHeartbeatTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final List<Optional<TrainerStatus>> published = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private Instant now = NOON;

  @Test
  void shouldPublishEveryFiveSecondsThatItIsThere() {
    TrainerHeartbeat heartbeat = heartbeat();

    for (int tenths = 0; tenths <= 100; tenths++) {
      heartbeat.waiting();
      now = now.plusMillis(100);
    }

    assertThat(published).hasSize(3).containsOnly(published.get(0));
    TrainerStatus status = published.get(0).orElseThrow();
    assertThat(status.state()).isEqualTo(State.WAITING);
    assertThat(status.dataRoot()).isEqualTo(Path.of("faces").toAbsolutePath().toString());
    assertThat(status.since()).isEqualTo(NOON);
    assertThat(status.host()).isNotEmpty();
  }

  @Test
  void shouldPublishNewsAtOnce() {
    TrainerHeartbeat heartbeat = heartbeat();

    heartbeat.standby();
    heartbeat.waiting();
    heartbeat.training("t-1");
    heartbeat.training("t-2");

    assertThat(published)
        .extracting(status -> status.map(TrainerStatus::state))
        .containsExactly(
            Optional.of(State.STANDBY),
            Optional.of(State.WAITING),
            Optional.of(State.TRAINING),
            Optional.of(State.TRAINING));
    assertThat(published.get(3).map(TrainerStatus::training)).contains("t-2");
  }

  @Test
  void shouldPublishThatItHasEnded() {
    TrainerHeartbeat heartbeat = heartbeat();
    heartbeat.waiting();

    heartbeat.close();

    assertThat(published.get(1)).isEmpty();
    assertThat(ids).hasSize(2).containsOnly(published.get(0).orElseThrow().id());
  }

  @Test
  void shouldBeAnotherAfterARestart() {
    heartbeat().waiting();
    heartbeat().waiting();

    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
  }

  private TrainerHeartbeat heartbeat() {
    return new TrainerHeartbeat(
        Path.of("x/../faces"),
        (id, status) -> {
          ids.add(id);
          published.add(status);
        },
        () -> now);
  }
}
