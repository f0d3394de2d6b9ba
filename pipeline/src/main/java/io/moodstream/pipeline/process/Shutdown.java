package io.moodstream.pipeline.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into an orderly end: the process stays until the thread that made this
 * has closed it. To be the outermost resource, so that it is closed last.
 */
public final class Shutdown implements AutoCloseable {
  private static final long LIMIT_SECONDS = 25;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread owner = Thread.currentThread();
  private volatile boolean starting = true;

  private Shutdown() {}

  /** From now on a signal interrupts the calling thread, until {@link #started} is called. */
  public static Shutdown onSignal() {
    var shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::stop, "shutdown"));
    return shutdown;
  }

  /** A signal no longer interrupts: waiting code calls {@link #await}. */
  public void started() {
    starting = false;
  }

  /** True as soon as the process has been asked to stop; waits at most {@code millis}. */
  public boolean await(long millis) throws InterruptedException {
    return requested.await(millis, TimeUnit.MILLISECONDS);
  }

  private void stop() {
    requested.countDown();
    if (starting) {
      owner.interrupt();
    }
    try {
      if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("not everything ended within " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
