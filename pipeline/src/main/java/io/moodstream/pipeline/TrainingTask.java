package io.moodstream.pipeline;

import java.util.Optional;

/**
 * What is to be trained.
 *
 * @param data a folder, csv or tar.gz below the trainer's data folder
 * @param epochs 0 for the architecture's own number
 * @param init the model version whose weights it starts from; 0 for none
 * @param votes FER+'s votes: a csv below the trainer's data folder
 */
public record TrainingTask(
    String data, String architecture, int epochs, int init, Optional<String> votes) {
  public TrainingTask {
    if (data.isBlank()) {
      throw new IllegalArgumentException("a training without data");
    }
    if (epochs < 0 || init < 0) {
      throw new IllegalArgumentException(
          "a training of %d epochs from version %d".formatted(epochs, init));
    }
  }

  public TrainingTask withEpochs(int number) {
    return new TrainingTask(data, architecture, number, init, votes);
  }
}
