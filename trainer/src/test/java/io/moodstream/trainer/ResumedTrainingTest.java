package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.ModelBundle;
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
    assertThat(resumed.graph().sha256()).isEqualTo(RUNS.whole().graph().sha256());
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
  void shouldTellALossThatIsNoNumber() throws IOException {
    Checkpoint whole = Checkpoint.read(RUNS.checkpoint("whole"));
    Map<String, Weight> broken = new LinkedHashMap<>(whole.weights());
    Weight kernel = whole.weights().get("stem/kernel");
    broken.put("stem/kernel", Weight.filled(kernel.shape(), Float.NaN));
    Files.createDirectories(RUNS.folder("broken"));
    new Checkpoint(whole.run(), whole.history().subList(0, 5), 40, broken)
        .write(RUNS.checkpoint("broken"));

    assertThatThrownBy(() -> Trainer.train(RUNS.resumed("broken"), TrainingListener.silent()))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("NaN in step 1 of epoch 6")
        .hasMessageContaining("checkpoint.bin holds epoch 5");
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
