package io.moodstream.dashboard.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All who follow the live events. */
final class LiveClients implements AutoCloseable {
  private final Map<LiveClient, Thread> clients = new ConcurrentHashMap<>();
  private final int limit;
  private final InstantSource clock;
  private final Counter dropped;
  private boolean closed;

  LiveClients(int limit, MeterRegistry metrics, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
    this.dropped =
        Counter.builder("moodstream.live.dropped")
            .description("Live events that a slow client was not sent")
            .register(metrics);
    metrics.gaugeMapSize("moodstream.live.clients", List.of(), clients);
  }

  /** Never blocks, whatever the clients do. */
  void publish(LiveEvent event) {
    clients.keySet().forEach(client -> client.offer(event));
  }

  /**
   * Begins to send.
   *
   * @return completed when the client has gone; empty when there are too many
   */
  synchronized Optional<CompletableFuture<Void>> add(
      Predicate<LiveEvent> wanted, OutputStream out) {
    if (closed || clients.size() >= limit) {
      return Optional.empty();
    }
    var gone = new CompletableFuture<Void>();
    var client = new LiveClient(wanted, out, dropped, clock);
    var writer = new Thread(() -> write(client, gone), "live-client");
    writer.setDaemon(true);
    clients.put(client, writer);
    writer.start();
    return Optional.of(gone);
  }

  private void write(LiveClient client, CompletableFuture<Void> gone) {
    try {
      client.run();
    } finally {
      clients.remove(client);
      // A pending interrupt would disturb the end of the answer.
      boolean interrupted = Thread.interrupted();
      gone.complete(null);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends all, those too that are blocked in a write. */
  @Override
  public synchronized void close() {
    closed = true;
    clients.forEach(
        (client, writer) -> {
          client.end();
          writer.interrupt();
        });
  }
}
