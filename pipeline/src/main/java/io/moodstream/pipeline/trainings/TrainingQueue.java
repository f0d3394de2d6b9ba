package io.moodstream.pipeline.trainings;

import io.moodstream.pipeline.UserFacing;
import java.util.List;
import java.util.Locale;

/**
 * What the trainer is asked to do: one training after the other, in the order of their requests.
 * The trainer's module answers; command line and dashboard ask. Requests wait while no trainer
 * runs: {@link #trainers} reports. Every call may take as long as Kafka does.
 */
public interface TrainingQueue {
  /** Of the last week, in the order of their requests. */
  List<Training> trainings();

  /** Trainers heard of lately, the serving one before those on standby. */
  List<TrainerStatus> trainers();

  /**
   * @param by who
   * @return the id
   * @throws TrainingRefused naming the field that cannot be followed
   */
  String request(TrainingTask task, String by);

  /**
   * A waiting training is cancelled when this returns, a running one a moment later.
   *
   * @throws UnknownTraining if there is no such training
   * @throws TrainingOver if it has ended
   */
  void cancel(String id, String by);

  /** A request that cannot be followed. */
  final class TrainingRefused extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field of {@link TrainingTask}
     */
    public TrainingRefused(String field, String message) {
      super(message);
      this.field = field;
    }

    public String field() {
      return field;
    }
  }

  /** A training that was never requested, or longer ago than requests are kept. */
  final class UnknownTraining extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    public UnknownTraining(String id) {
      super("there is no training '%s'".formatted(id));
    }
  }

  /** A training that has ended already. */
  final class TrainingOver extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    public TrainingOver(Training training) {
      super(
          "training '%s' is over: %s"
              .formatted(
                  training.request().id(), training.state().name().toLowerCase(Locale.ROOT)));
    }
  }
}
