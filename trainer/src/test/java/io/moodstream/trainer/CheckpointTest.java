package io.moodstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.faces.TrainerException;
import io.moodstream.trainer.network.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class CheckpointTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          "tiny",
          List.of(
              new EpochResult(
                  1,
                  new EpochResult.Score(1.5, 0.25),
                  Optional.of(new EpochResult.Score(1.25, 0.5)),
                  0.125f,
                  100,
                  0.5,
                  3)),
          42,
          Map.of("a/kernel", new Weight(Shape.of(2, 2), new float[] {1, 2, 3, 4})));

  @TempDir Path folder;

  @Test
  void shouldReadWhatItWrote() {
    Path file = folder.resolve("checkpoint.bin");

    CHECKPOINT.write(file);

    assertThat(Checkpoint.read(file)).isEqualTo(CHECKPOINT);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void shouldTellADamagedFile() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    CHECKPOINT.write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("checkpoint.bin is not a checkpoint or is damaged");
  }

  @Test
  void shouldLeaveTheOldOneWhenTheNewOneCannotBeWritten() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    CHECKPOINT.write(file);
    // A folder where the new file would be made: as good as a full disk.
    Files.createDirectories(folder.resolve("checkpoint.bin.part/taken"));

    assertThatThrownBy(() -> CHECKPOINT.write(file))
        .isInstanceOf(TrainerException.class)
        .hasMessageContaining("The one before is intact");
    assertThat(Checkpoint.read(file)).isEqualTo(CHECKPOINT);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldSurviveADiskThatIsFull() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    CHECKPOINT.write(file);
    // The kernel's own full disk: whatever is written there fails with ENOSPC.
    Files.createSymbolicLink(folder.resolve("checkpoint.bin.part"), Path.of("/dev/full"));

    assertThatThrownBy(() -> CHECKPOINT.write(file))
        .isInstanceOf(TrainerException.class)
        .hasMessage(
            "%s cannot be written: No space left on device. The one before is intact: make room and"
                + " --resume",
            file);

    assertThat(Checkpoint.read(file)).isEqualTo(CHECKPOINT);
    // Room was made.
    CHECKPOINT.write(file);
    assertThat(Checkpoint.read(file)).isEqualTo(CHECKPOINT);
  }
}
