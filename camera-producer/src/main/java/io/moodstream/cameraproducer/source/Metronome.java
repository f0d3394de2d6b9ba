package io.moodstream.cameraproducer.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Real time for what has none of its own: a film, a folder, a drawn scene. Used by one thread. */
final class Metronome {
  /** Beyond this, a film that the machine is too slow for is played slower instead of chased. */
  private static final Duration LATEST = Duration.ofSeconds(1);

  private boolean running;
  private long startNanos;

  /** Waits until {@code moment}, counted from a start that the first call sets to be now. */
  void await(Duration moment) throws InterruptedException {
    if (Thread.interrupted()) {
      // Before the rest: a film that is always late never sleeps, and would never end.
      throw new InterruptedException();
    }
    long now = System.nanoTime();
    if (!running || now - startNanos - moment.toNanos() > LATEST.toNanos()) {
      running = true;
      startNanos = now - moment.toNanos();
    }
    TimeUnit.NANOSECONDS.sleep(startNanos + moment.toNanos() - now);
  }
}
