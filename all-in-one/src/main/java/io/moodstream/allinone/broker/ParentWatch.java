package io.moodstream.allinone.broker;

import java.io.IOException;

/** For child processes. */
public final class ParentWatch {
  private ParentWatch() {}

  /** Ends this process when its standard input does: its parent is gone, however that happened. */
  public static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // The parent never writes.
                }
              } catch (IOException e) {
                System.err.println("standard input broke, this process ends: " + e);
              }
              System.exit(0);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
