package io.moodstream.trainer;

import io.moodstream.trainer.evaluation.EpochResult;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a run: a bar for each epoch on a terminal, and a line when it is over. */
public final class ConsoleListener implements TrainingListener, AutoCloseable {
  private static final int WIDTH = 110;

  private final PrintStream out;
  private final boolean terminal;
  private int epochs;
  private int steps;
  private int done;
  private double secondsLeft;
  private int epochsHere;
  private @Nullable ProgressBar bar;

  /**
   * Draws bars only where they can be drawn over again.
   *
   * @param terminal whether {@code out} is one
   */
  public ConsoleListener(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void started(Start start) {
    epochs = start.epochs();
    steps = start.steps();
    start.notices().forEach(notice -> out.println("note: " + notice));
    out.printf(
        Locale.ROOT,
        "%s network in %s: %,d faces to learn from, %,d (%s) to measure on, %d epochs of %d"
            + " steps%n",
        start.architecture().label(),
        start.precision().name().toLowerCase(Locale.ROOT),
        start.trainingImages(),
        start.measuredImages(),
        start.measuredOn(),
        epochs,
        steps);
    done = start.behind().size();
    if (done > 0) {
      out.printf("going on after epoch %d%n", done);
    }
  }

  @Override
  public void stepped(Progress progress) {
    if (!terminal) {
      return;
    }
    ProgressBar current = bar == null ? open(progress.epoch()) : bar;
    bar = current;
    current.stepTo(progress.step());
    current.setExtraMessage(
        String.format(
            Locale.ROOT,
            "%.0f images/s, loss %.3f, %.1f%%",
            progress.imagesPerSecond(),
            progress.loss(),
            100 * progress.accuracy()));
  }

  @Override
  public void epochEnded(EpochResult result) {
    close();
    done = result.epoch();
    epochsHere++;
    secondsLeft += (result.seconds() - secondsLeft) / Math.min(epochsHere, 5);
    out.printf(
        Locale.ROOT,
        "epoch %d/%d: loss %.4f, accuracy %.2f%%%s, rate %.2g, %.0f images/s, %s left%n",
        result.epoch(),
        epochs,
        result.train().loss(),
        100 * result.train().accuracy(),
        measured(result.measured()),
        result.rate(),
        result.imagesPerSecond(),
        duration(secondsLeft * (epochs - result.epoch())));
  }

  /**
   * The run was asked to stop.
   *
   * @param command that goes on with it
   */
  public void stopped(String command) {
    close();
    if (done == 0) {
      out.println("stopped before the first epoch was over: there is nothing to go on from");
    } else {
      out.printf("stopped after epoch %d of %d; to go on: %s%n", done, epochs, command);
    }
  }

  /** Ends a bar that stands half-way, when a run fails. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private ProgressBar open(int epoch) {
    return new ProgressBarBuilder()
        .setTaskName("epoch %d/%d".formatted(epoch, epochs))
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setMaxRenderedLength(WIDTH)
        .build();
  }

  private static String measured(Optional<EpochResult.Score> score) {
    return score
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "; measured loss %.4f, accuracy %.2f%%",
                    it.loss(),
                    100 * it.accuracy()))
        .orElse("");
  }

  private static String duration(double seconds) {
    long minutes = Math.round(seconds / 60);
    return minutes < 1
        ? "%d s".formatted(Math.round(seconds))
        : minutes < 60
            ? "%d min".formatted(minutes)
            : "%d h %d min".formatted(minutes / 60, minutes % 60);
  }
}
