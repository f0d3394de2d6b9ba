package io.moodstream.allinone.broker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends this process with exit code 1 if its orderly end takes longer than three seconds. */
public final class EndLimit {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int FAILURE = 1;

  private EndLimit() {}

  /**
   * @param lastWords called just before the process is halted
   */
  public static void start(Runnable lastWords) {
    Thread limit =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
              } catch (InterruptedException e) {
                return;
              }
              lastWords.run();
              Runtime.getRuntime().halt(FAILURE);
            },
            "end-limit");
    limit.setDaemon(true);
    limit.start();
  }
}
