package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that is cut off, and goes on. */
class ResumedTrainingTest {
  @RegisterExtension static final TinyRuns RUNS = new TinyRuns();

  @Test
  void shouldGoOnAsIfItHadNeverStopped() throws Exception {
    assertThatThrownBy(() -> Trainer.train(RUNS.settings("cut"), interruptedIn(4)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Checkpoint.read(RUNS.checkpoint("cut")).epoch()).isEqualTo(3);

    ModelBundle resumed = Trainer.train(RUNS.resumed("cut"), TrainingListener.silent());

    assertThat(Checkpoint.read(RUNS.checkpoint("cut")).weights())
        .isEqualTo(Checkpoint.read(RUNS.checkpoint("whole")).weights());
    assertThat(resumed.graph().bytes()).isEqualTo(RUNS.whole().graph().bytes());
    assertThat(Files.readAllLines(RUNS.folder("cut").resolve("epochs.jsonl"))).hasSize(18);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldEndWithTheLastCheckpointWhenTheDiskIsFullAndGoOnWhenThereIsRoom() throws Exception {
    Path part = RUNS.folder("full").resolve("checkpoint.bin.part");

    assertThatThrownBy(
            () -> Trainer.train(RUNS.settings("full"), after(3, () -> linkToAFullDisk(part))))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("No space left on device. The one before is intact");

    assertThat(Checkpoint.read(RUNS.checkpoint("full")).epoch()).isEqualTo(3);
    var unused = Trainer.train(RUNS.resumed("full"), TrainingListener.silent());
    assertThat(Checkpoint.read(RUNS.checkpoint("full")).weights())
        .isEqualTo(Checkpoint.read(RUNS.checkpoint("whole")).weights());
  }

  @Test
  void shouldNotMistakeAnInterruptForABrokenFile() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Trainer.train(RUNS.settings("never"), TrainingListener.silent()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void shouldNotOverwriteARun() {
    assertThatThrownBy(() -> Trainer.train(RUNS.settings("whole"), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("--resume");
  }

  @Test
  void shouldRefuseACheckpointOfAnotherRun() throws IOException {
    Files.createDirectories(RUNS.folder("other"));
    Files.copy(RUNS.checkpoint("whole"), RUNS.checkpoint("other"));

    assertThatThrownBy(() -> Trainer.train(RUNS.resumed("other", 99), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("another run")
        .hasMessageContaining("seed 99");
  }

  @Test
  void shouldReplaceABundleButNoOtherFolderOfThatName() throws IOException {
    Path mine = Files.createDirectories(RUNS.folder("foreign").resolve("model/weights"));

    assertThatThrownBy(() -> Trainer.train(RUNS.settings("foreign"), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageStartingWith(RUNS.folder("foreign").resolve("model") + " is no model bundle")
        .hasMessageContaining("choose another --out");
    assertThat(mine).exists();
    assertThat(RUNS.checkpoint("foreign")).doesNotExist();
  }

  @Test
  void shouldTellALossThatIsNoNumber() throws IOException {
    Checkpoint good = interruptedRun("loss", Map.of("stem/kernel", Float.MAX_VALUE));

    assertThatThrownBy(() -> Trainer.train(RUNS.resumed("loss"), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("NaN in step 1 of epoch 6")
        .hasMessageContaining("checkpoint.bin holds epoch 5");
    assertThat(Checkpoint.read(RUNS.checkpoint("loss"))).isEqualTo(good);
  }

  @Test
  void shouldKeepTheCheckpointWhenWeightsAreNoNumbersThoughEveryLossIsOne() throws IOException {
    // Statistics and averages take no part in the loss of a training step.
    Checkpoint good =
        interruptedRun(
            "weights", Map.of("stem/mean", Float.MAX_VALUE, "average/stem/mean", -Float.MAX_VALUE));

    assertThatThrownBy(() -> Trainer.train(RUNS.resumed("weights"), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("the weights average/stem/mean are no numbers any more after epoch 6")
        .hasMessageContaining("checkpoint.bin holds epoch 5");
    assertThat(Checkpoint.read(RUNS.checkpoint("weights"))).isEqualTo(good);
  }

  @Test
  void shouldNotSendToACheckpointThatIsNotThere() {
    TrainingSettings diverging = RUNS.settings("diverging", Map.of("beta2", 2.0));

    assertThatThrownBy(() -> Trainer.train(diverging, TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("of epoch 1. There is no checkpoint yet; try ");
    assertThat(RUNS.checkpoint("diverging")).doesNotExist();
  }

  /** The run "whole" after five epochs, with all values of some weights replaced. */
  private static Checkpoint interruptedRun(String run, Map<String, Float> replaced)
      throws IOException {
    Checkpoint whole = Checkpoint.read(RUNS.checkpoint("whole"));
    Map<String, Weight> weights = new LinkedHashMap<>(whole.weights());
    replaced.forEach(
        (name, value) -> weights.put(name, Weight.filled(weights.get(name).shape(), value)));
    Checkpoint checkpoint = new Checkpoint(whole.run(), whole.history().subList(0, 5), 40, weights);
    Files.createDirectories(RUNS.folder(run));
    checkpoint.write(RUNS.checkpoint(run));
    return checkpoint;
  }

  private static TrainingListener interruptedIn(int epoch) {
    return new TrainingListener() {
      @Override
      public void stepped(Progress progress) {
        if (progress.epoch() == epoch && progress.step() == 2) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public void epochEnded(EpochResult result) {}
    };
  }

  private static void linkToAFullDisk(Path file) {
    try {
      Files.createSymbolicLink(file, Path.of("/dev/full"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingListener after(int epoch, Runnable work) {
    return result -> {
      if (result.epoch() == epoch) {
        work.run();
      }
    };
  }
}
