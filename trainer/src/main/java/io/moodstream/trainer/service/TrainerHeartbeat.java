package io.moodstream.trainer.service;

import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.TrainerStatus.State;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Publishes that this trainer is alive: at once when its state changes, else every five seconds.
 * The loop that takes up requests reports it itself, so one that hangs is missed. For one thread.
 */
final class TrainerHeartbeat implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private final String id = "trainer-" + UUID.randomUUID().toString().substring(0, 8);
  private final String host = host();
  private final String dataRoot;
  private final BiConsumer<String, Optional<TrainerStatus>> sink;
  private final InstantSource clock;
  private final Instant since;
  private Optional<TrainerStatus> last = Optional.empty();
  private Instant quietUntil = Instant.MIN;

  /**
   * @param sink takes the id and what is said; nothing when it ends
   */
  TrainerHeartbeat(
      Path dataRoot, BiConsumer<String, Optional<TrainerStatus>> sink, InstantSource clock) {
    this.dataRoot = dataRoot.toAbsolutePath().normalize().toString();
    this.sink = sink;
    this.clock = clock;
    since = clock.instant();
  }

  void waiting() {
    tell(State.WAITING, "");
  }

  void training(String training) {
    tell(State.TRAINING, training);
  }

  void standby() {
    tell(State.STANDBY, "");
  }

  @Override
  public void close() {
    sink.accept(id, Optional.empty());
  }

  private void tell(State state, String training) {
    Optional<TrainerStatus> now =
        Optional.of(new TrainerStatus(id, host, state, training, dataRoot, since));
    if (!now.equals(last) || !clock.instant().isBefore(quietUntil)) {
      sink.accept(id, now);
      last = now;
      quietUntil = clock.instant().plus(INTERVAL);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
