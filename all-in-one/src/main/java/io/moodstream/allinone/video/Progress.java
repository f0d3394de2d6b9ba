package io.moodstream.allinone.video;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A progress bar on a terminal, on standard error; elsewhere nothing. The launcher reports which it
 * is: what {@code System.console()} returns depends on the Java version.
 */
public final class Progress implements AutoCloseable {
  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  public static Progress over(VideoFile video) {
    if (!Boolean.getBoolean("moodstream.terminal")) {
      return new Progress(Optional.empty());
    }
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName("analyze")
                .setInitialMax(video.pictures())
                .setUnit(" pictures", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .build()));
  }

  void step() {
    bar.ifPresent(ProgressBar::step);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
