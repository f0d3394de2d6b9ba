package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One who follows the live events. It has its own queue, which drops its oldest when full, and its
 * own thread, the only one that a client who does not read can block.
 */
final class LiveClient implements Runnable {
  private static final int QUEUE = 256;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final byte[] HELLO = "retry: 2000\n: moodstream\n\n".getBytes(UTF_8);
  private static final byte[] BEAT = ": still here\n\n".getBytes(UTF_8);

  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Predicate<LiveEvent> wanted;
  private final OutputStream out;
  private final Counter dropped;
  private volatile boolean closed;

  LiveClient(Predicate<LiveEvent> wanted, OutputStream out, Counter dropped) {
    this.wanted = wanted;
    this.out = out;
    this.dropped = dropped;
  }

  /** Never blocks. */
  void offer(LiveEvent event) {
    if (!wanted.test(event)) {
      return;
    }
    while (!queue.offer(event.message())) {
      if (queue.poll() != null) {
        dropped.increment();
      }
    }
  }

  /** Writes until the client has gone, has not read for too long, or is told to {@link #end}. */
  @Override
  public void run() {
    try {
      out.write(HELLO);
      out.flush();
      while (!closed) {
        byte[] message = queue.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        for (byte[] next = message == null ? BEAT : message; next != null; next = queue.poll()) {
          out.write(next);
        }
        out.flush();
      }
    } catch (IOException e) {
      // The client has gone: nothing is left to tell it, and nobody else is concerned.
      closed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its thread must be interrupted too: it may be waiting. */
  void end() {
    closed = true;
  }
}
