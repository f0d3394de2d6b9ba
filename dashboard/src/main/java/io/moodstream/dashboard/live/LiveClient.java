package io.moodstream.dashboard.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One who follows the live events. It has its own queue, which drops its oldest when full or no
 * longer live, and its own thread, the only one that a client who does not read can block.
 */
final class LiveClient implements Runnable {
  private static final int QUEUE = 256;

  /** What has waited longer is not live any more. */
  private static final Duration LIVE_FOR = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final byte[] HELLO = "retry: 2000\n: moodstream\n\n".getBytes(UTF_8);
  private static final byte[] BEAT = ": still here\n\n".getBytes(UTF_8);

  private final BlockingQueue<LiveEvent> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Predicate<LiveEvent> wanted;
  private final OutputStream out;
  private final Counter dropped;
  private final InstantSource clock;
  private volatile boolean closed;

  LiveClient(Predicate<LiveEvent> wanted, OutputStream out, Counter dropped, InstantSource clock) {
    this.wanted = wanted;
    this.out = out;
    this.dropped = dropped;
    this.clock = clock;
  }

  /** Never blocks. */
  void offer(LiveEvent event) {
    if (!wanted.test(event)) {
      return;
    }
    while (!queue.offer(event)) {
      if (queue.poll() != null) {
        dropped.increment();
      }
    }
  }

  /** Writes until the client has gone, has not read for too long, or is asked to {@link #end}. */
  @Override
  public void run() {
    try {
      out.write(HELLO);
      out.flush();
      while (!closed) {
        LiveEvent event = queue.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
          out.write(BEAT);
        }
        for (; event != null; event = queue.poll()) {
          write(event);
        }
        out.flush();
      }
    } catch (IOException e) {
      // The client has disconnected: there is nothing left to send.
      closed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(LiveEvent event) throws IOException {
    if (event.at().isBefore(clock.instant().minus(LIVE_FOR))) {
      dropped.increment();
    } else {
      out.write(event.message());
    }
  }

  /** Its thread must be interrupted too: it may be waiting. */
  void end() {
    closed = true;
  }
}
