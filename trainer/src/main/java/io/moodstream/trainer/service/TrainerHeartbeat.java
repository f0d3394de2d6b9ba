package io.moodstream.trainer.service;

import io.moodstream.pipeline.process.Heartbeat;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.TrainerStatus.State;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Publishes that this trainer is alive, and what it does. For one thread. */
final class TrainerHeartbeat implements AutoCloseable {
  private final Heartbeat<TrainerStatus> heartbeat;
  private final String host = Heartbeat.host();
  private final String dataRoot;
  private final Instant since;

  /**
   * @param sink takes the id and the status; no status when it ends
   */
  TrainerHeartbeat(
      Path dataRoot, BiConsumer<String, Optional<TrainerStatus>> sink, InstantSource clock) {
    this.dataRoot = dataRoot.toAbsolutePath().normalize().toString();
    heartbeat = new Heartbeat<>("trainer", sink, clock);
    since = clock.instant();
  }

  void waiting() {
    beat(State.WAITING, "");
  }

  void training(String training) {
    beat(State.TRAINING, training);
  }

  void standby() {
    beat(State.STANDBY, "");
  }

  @Override
  public void close() {
    heartbeat.close();
  }

  private void beat(State state, String training) {
    heartbeat.beat(new TrainerStatus(heartbeat.id(), host, state, training, dataRoot, since));
  }
}
