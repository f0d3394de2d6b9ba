package io.moodstream.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.trainer.TrainingListener.Progress;
import io.moodstream.trainer.TrainingListener.Start;
import io.moodstream.trainer.evaluation.EpochResult;
import io.moodstream.trainer.network.Architecture;
import io.moodstream.trainer.network.Precision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleListenerTest {
  @Test
  void shouldSayOneQuietLineForAnEpochWhereThereIsNoTerminal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ConsoleListener listener =
        new ConsoleListener(new PrintStream(bytes, true, UTF_8), false)) {
      listener.started(
          new Start(
              Architecture.TINY,
              Precision.FP32,
              28_709,
              3_589,
              "test",
              10,
              behind(4),
              448,
              List.of("x")));
      listener.stepped(new Progress(5, 1, 1, 0.5, 100));
      listener.epochEnded(
          new EpochResult(
              5,
              new EpochResult.Score(1.25, 0.5),
              Optional.of(new EpochResult.Score(1.5, 0.4)),
              0.001f,
              432.1,
              0.01,
              120));
    }

    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            """
            note: x
            tiny network in fp32: 28,709 faces to learn from, 3,589 (test) to measure on, 10 epochs of 448 steps
            going on after epoch 4
            epoch 5/10: loss 1.2500, accuracy 50.00%; measured loss 1.5000, accuracy 40.00%, rate 0.0010, 432 images/s, 10 min left
            """);
  }

  @Test
  void shouldSayWhereAStoppedRunStandsAndHowToGoOn() {
    assertThat(stoppedAfter(4))
        .endsWith("stopped after epoch 4 of 10; to go on: moodstream x --resume\n");
    assertThat(stoppedAfter(0)).endsWith("there is nothing to go on from\n");
  }

  private static String stoppedAfter(int epochs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ConsoleListener listener =
        new ConsoleListener(new PrintStream(bytes, true, UTF_8), false)) {
      listener.started(
          new Start(
              Architecture.TINY, Precision.FP32, 70, 7, "test", 10, behind(epochs), 8, List.of()));
      listener.stopped("moodstream x --resume");
    }
    return bytes.toString(UTF_8);
  }

  private static List<EpochResult> behind(int epochs) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(
            epoch ->
                new EpochResult(
                    epoch, new EpochResult.Score(1, 0.5), Optional.empty(), 0.1f, 100, 0, 1))
        .toList();
  }
}
