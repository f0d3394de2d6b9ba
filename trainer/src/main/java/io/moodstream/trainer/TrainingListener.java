package io.moodstream.trainer;

import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Precision;
import java.util.List;

/** Hears of a run as it goes, on the run's own thread. */
@FunctionalInterface
public interface TrainingListener {
  /**
   * Before the first step.
   *
   * @param behind the epochs that a resumed run has behind it
   * @param notices what was left out of the data or is missing there
   */
  record Start(
      Architecture architecture,
      Precision precision,
      int trainingImages,
      int measuredImages,
      String measuredOn,
      int epochs,
      List<EpochResult> behind,
      int steps,
      List<String> notices) {
    public Start {
      behind = List.copyOf(behind);
      notices = List.copyOf(notices);
    }
  }

  /**
   * After a step; loss and accuracy over the epoch so far.
   *
   * @param step of the epoch, from 1
   */
  record Progress(int epoch, int step, double loss, double accuracy, double imagesPerSecond) {}

  default void started(Start start) {}

  default void stepped(Progress progress) {}

  void epochEnded(EpochResult result);

  /** For unattended runs. */
  static TrainingListener silent() {
    return result -> {};
  }
}
