package io.moodstream.pipeline.trainings;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * The state of a training.
 *
 * @param epoch under way or, if {@code epochEnded}, over
 * @param epochs of the whole training; 0 while that is not known
 * @param imagesPerSecond 0 while nothing runs
 * @param secondsLeft until the last epoch is over; 0 while that is not known
 * @param version the model version that came of it; 0 for none
 * @param reason why it failed or was cancelled; empty otherwise
 */
public record TrainingProgress(
    String id,
    State state,
    Epoch epoch,
    boolean epochEnded,
    int epochs,
    double imagesPerSecond,
    double secondsLeft,
    int version,
    String reason,
    Instant at) {

  public enum State {
    QUEUED,
    RUNNING,
    FINISHED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will come. */
    public boolean isOver() {
      return switch (this) {
        case QUEUED, RUNNING -> false;
        case FINISHED, FAILED, CANCELLED -> true;
      };
    }
  }

  /**
   * A point of the curve.
   *
   * @param epoch from 1; 0 before the first
   * @param loss mean cross-entropy (nats) while it was trained on
   * @param accuracy 0 to 1, likewise
   * @param measuredLoss of the weights after the epoch; empty where nothing is measured
   */
  public record Epoch(
      int epoch,
      double loss,
      double accuracy,
      OptionalDouble measuredLoss,
      OptionalDouble measuredAccuracy,
      double rate) {
    public static final Epoch NONE =
        new Epoch(0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), 0);

    public Epoch {
      if (epoch < 0) {
        throw new IllegalArgumentException("epoch %d".formatted(epoch));
      }
    }
  }

  /** Of a request that no trainer has taken up. */
  public static TrainingProgress queued(TrainingRequest request) {
    return new TrainingProgress(
        request.id(),
        State.QUEUED,
        Epoch.NONE,
        false,
        request.task().epochs(),
        0,
        0,
        0,
        "",
        request.requestedAt());
  }

  /** The same, over. */
  public TrainingProgress finished(int modelVersion, Instant when) {
    return over(State.FINISHED, modelVersion, "", when);
  }

  /** The same, over. */
  public TrainingProgress failed(String why, Instant when) {
    return over(State.FAILED, 0, why, when);
  }

  /** The same, over. */
  public TrainingProgress cancelled(String by, Instant when) {
    return over(State.CANCELLED, 0, "cancelled by " + by, when);
  }

  private TrainingProgress over(State last, int modelVersion, String why, Instant when) {
    return new TrainingProgress(
        id, last, epoch, false, epochs, imagesPerSecond, 0, modelVersion, why, when);
  }
}
