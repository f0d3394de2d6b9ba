package io.moodstream.dashboard;

import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingProgress.Epoch;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingQueue;
import io.moodstream.pipeline.trainings.TrainingRequest;
import io.moodstream.pipeline.trainings.TrainingTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A queue without Kafka; the test is the trainer. Ids are t1, t2, ... */
final class InMemoryTrainings implements TrainingQueue {
  static final TrainingTask TASK = new TrainingTask("faces", "compact", 60, 0, Optional.empty());

  private final Map<String, Training> trainings = new LinkedHashMap<>();
  private final List<TrainerStatus> trainers = new ArrayList<>();

  /**
   * @param training what it trains; empty while it waits
   */
  static TrainerStatus trainer(String id, String training) {
    TrainerStatus.State state =
        training.isEmpty() ? TrainerStatus.State.WAITING : TrainerStatus.State.TRAINING;
    return new TrainerStatus(id, "attic", state, training, "/faces", RunningDashboard.NOW);
  }

  @Override
  public synchronized List<Training> trainings() {
    return List.copyOf(trainings.values());
  }

  @Override
  public synchronized List<TrainerStatus> trainers() {
    return List.copyOf(trainers);
  }

  synchronized void serve(TrainerStatus trainer) {
    trainers.add(trainer);
  }

  @Override
  public synchronized String request(TrainingTask task, String by) {
    if (task.architecture().equals("huge")) {
      throw new TrainingRefused("architecture", "there is no architecture 'huge'");
    }
    String id = "t" + (trainings.size() + 1);
    var request = new TrainingRequest(id, task, RunningDashboard.NOW, by);
    trainings.put(id, new Training(request, TrainingProgress.queued(request), List.of()));
    return id;
  }

  @Override
  public synchronized void cancel(String id, String by) {
    Training training =
        Optional.ofNullable(trainings.get(id)).orElseThrow(() -> new UnknownTraining(id));
    if (training.state().isOver()) {
      throw new TrainingOver(training);
    }
    put(training, training.progress().cancelled(by, RunningDashboard.NOW), training.curve());
  }

  /** One epoch is over, in the middle of the second. */
  synchronized void run(String id) {
    Training training = trainings.get(id);
    var first = new Epoch(1, 1.5, 0.4, OptionalDouble.of(1.25), OptionalDouble.of(0.5), 0.1);
    var second = new Epoch(2, 1.25, 0.45, OptionalDouble.empty(), OptionalDouble.empty(), 0.09);
    var progress =
        new TrainingProgress(
            id, State.RUNNING, second, false, 60, 512.5, 90, 0, "", RunningDashboard.NOW);
    put(training, progress, List.of(first));
  }

  synchronized void finish(String id, int version) {
    run(id);
    Training training = trainings.get(id);
    put(training, training.progress().finished(version, RunningDashboard.NOW), training.curve());
  }

  private void put(Training training, TrainingProgress progress, List<Epoch> curve) {
    trainings.put(
        training.request().id(), new Training(training.request(), progress, List.copyOf(curve)));
  }
}
