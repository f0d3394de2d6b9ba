package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.ModelCard;
import io.moodstream.trainer.evaluation.EvaluationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training in a process of its own, ended in every way that there is. */
class TrainIT {
  private static final int EPOCHS = 24;

  @TempDir private Path folder;

  @Test
  void shouldGoOnWhereCtrlCAndAKillHaveLeftIt() throws Exception {
    LabelledPictures.write(folder.resolve("data"), 16, 4);

    List<String> stopped;
    try (MoodstreamProcess training = train()) {
      awaitEpochs(3);
      training.stop();
      assertThat(training.awaitExit()).isNotZero();
      stopped = epochs();
      assertThat(training.output().lines())
          .last()
          .isEqualTo(
              "stopped after epoch %d of %d; to go on: moodstream %s --resume"
                  .formatted(stopped.size(), EPOCHS, String.join(" ", arguments())));
    }
    List<String> killed;
    try (MoodstreamProcess training = train("--resume")) {
      awaitEpochs(stopped.size() + 3);
      training.kill();
      killed = epochs();
      assertThat(training.output()).contains("going on after epoch %d\n".formatted(stopped.size()));
    }
    assertThat(killed).startsWith(stopped.toArray(String[]::new)).hasSizeLessThan(EPOCHS);
    try (MoodstreamProcess training = train("--resume")) {
      assertThat(training.awaitExit()).as(training.output()).isZero();
      ModelCard card = ModelBundle.open(folder.resolve("out/model")).card();
      assertThat(training.output())
          .contains("going on after epoch ")
          .contains(EvaluationReport.text(card) + "the model is in ");
    }

    List<String> whole = epochs();
    assertThat(whole).startsWith(killed.toArray(String[]::new));
    assertThat(whole)
        .extracting(line -> line.replaceAll("\\{\"epoch\":(\\d+),.*", "$1"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, EPOCHS).mapToObj(Integer::toString).toList());
    assertThat(ModelBundle.open(folder.resolve("out/model")).card().metrics().accuracy())
        .isGreaterThan(0.9);
  }

  private MoodstreamProcess train(String... more) throws IOException {
    List<String> all = new ArrayList<>(arguments());
    all.addAll(List.of(more));
    return MoodstreamProcess.start(folder, all);
  }

  private List<String> arguments() {
    return List.of(
        "train",
        "--data",
        folder.resolve("data").toString(),
        "--out",
        folder.resolve("out").toString(),
        "--architecture",
        "tiny",
        "--epochs",
        Integer.toString(EPOCHS),
        "--threads",
        "1",
        "--precision",
        "fp32");
  }

  private void awaitEpochs(int count) {
    await(count + " epochs")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> epochs().size() >= count);
  }

  private List<String> epochs() throws IOException {
    try {
      return Files.readAllLines(folder.resolve("out/epochs.jsonl"));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
