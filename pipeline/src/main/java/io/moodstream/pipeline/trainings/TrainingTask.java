package io.moodstream.pipeline.trainings;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be trained.
 *
 * @param data a folder, csv or tar.gz below the trainer's data folder
 * @param epochs 0 for the architecture's own number
 * @param init the model version whose weights it starts from; 0 for none
 * @param votes FER+'s votes: a csv below the trainer's data folder
 * @param rate the learning rate at its peak, above 0, up to 1; empty for the default
 */
public record TrainingTask(
    String data,
    String architecture,
    int epochs,
    int init,
    Optional<String> votes,
    OptionalDouble rate) {
  public TrainingTask {
    if (data.isBlank()) {
      throw new IllegalArgumentException("a training without data");
    }
    if (epochs < 0 || init < 0) {
      throw new IllegalArgumentException(
          "a training of %d epochs from version %d".formatted(epochs, init));
    }
    if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "a training at rate %s: it must be above 0, up to 1".formatted(rate.getAsDouble()));
    }
  }

  /** At the default rate. */
  public TrainingTask(
      String data, String architecture, int epochs, int init, Optional<String> votes) {
    this(data, architecture, epochs, init, votes, OptionalDouble.empty());
  }

  public TrainingTask withEpochs(int number) {
    return new TrainingTask(data, architecture, number, init, votes, rate);
  }

  public TrainingTask withRate(double peak) {
    return new TrainingTask(data, architecture, epochs, init, votes, OptionalDouble.of(peak));
  }
}
