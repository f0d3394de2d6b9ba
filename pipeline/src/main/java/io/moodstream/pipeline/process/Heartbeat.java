package io.moodstream.pipeline.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Publishes the status of a process: at once when it changes, else every {@link #INTERVAL}. The
 * loop that does the work calls it, so the heartbeat of one that hangs is missed. For one thread.
 */
public final class Heartbeat<T> implements AutoCloseable {
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final String id;
  private final BiConsumer<String, Optional<T>> sink;
  private final InstantSource clock;
  private Optional<T> last = Optional.empty();
  private Instant silentUntil = Instant.MIN;

  /**
   * @param kind the first part of the id: {@code trainer} of {@code trainer-1f2e3d4c}
   * @param sink takes the id and the status; no status when the process ends
   */
  public Heartbeat(String kind, BiConsumer<String, Optional<T>> sink, InstantSource clock) {
    this.id = kind + "-" + UUID.randomUUID().toString().substring(0, 8);
    this.sink = sink;
    this.clock = clock;
  }

  /** Of this process: another one after each start. */
  public String id() {
    return id;
  }

  public void beat(T status) {
    Optional<T> now = Optional.of(status);
    if (!now.equals(last) || !clock.instant().isBefore(silentUntil)) {
      sink.accept(id, now);
      last = now;
      silentUntil = clock.instant().plus(INTERVAL);
    }
  }

  @Override
  public void close() {
    sink.accept(id, Optional.empty());
  }

  /** This machine's name. */
  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
