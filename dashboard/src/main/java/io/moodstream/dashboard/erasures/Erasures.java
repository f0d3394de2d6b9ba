package io.moodstream.dashboard.erasures;

import io.moodstream.pipeline.erasure.CameraErasure;
import io.moodstream.pipeline.erasure.ErasureIncomplete;
import io.moodstream.pipeline.erasure.ErasureReceipt;
import io.moodstream.pipeline.erasure.ErasureRequest;
import io.moodstream.pipeline.kafka.AccessDenied;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaUser;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one erasure at a time, and keeps the latest with their receipts. Thread-safe. */
public final class Erasures implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Erasures.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int KEPT = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Work work;
  private final InstantSource clock;
  private final Map<String, Erasure> latest = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var daemon = new Thread(task, "erasure");
            daemon.setDaemon(true);
            return daemon;
          });

  /** What removes a camera's records. */
  @FunctionalInterface
  public interface Work {
    ErasureReceipt run(ErasureRequest request, String by, Consumer<String> progress)
        throws InterruptedException, ExecutionException;
  }

  enum State {
    RUNNING,
    COMPLETE,
    /** Something is left, or the erasure has failed; the detail states what. */
    INCOMPLETE
  }

  /**
   * @param detail what is being done, or why it is incomplete
   */
  record Erasure(
      String id,
      ErasureRequest request,
      Instant startedAt,
      State state,
      String detail,
      Optional<ErasureReceipt> receipt) {
    private Erasure with(State newState, String newDetail, Optional<ErasureReceipt> newReceipt) {
      return new Erasure(id, request, startedAt, newState, newDetail, newReceipt);
    }
  }

  /** Another erasure runs. */
  static final class ErasureRuns extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ErasureRuns(Erasure running) {
      super(
          "the erasure %s of camera '%s' still runs: one at a time"
              .formatted(running.id(), running.request().camera()));
    }
  }

  public Erasures(Work work, InstantSource clock) {
    this.work = work;
    this.clock = clock;
  }

  public static Erasures of(KafkaConnection kafka) {
    return new Erasures(
        (request, by, progress) -> new CameraErasure(kafka, request, by, PATIENCE, progress).run(),
        InstantSource.system());
  }

  /**
   * @throws ErasureRuns if one runs
   */
  synchronized Erasure begin(ErasureRequest request, String by) {
    latest.values().stream()
        .filter(erasure -> erasure.state() == State.RUNNING)
        .findFirst()
        .ifPresent(
            running -> {
              throw new ErasureRuns(running);
            });
    String id = HexFormat.of().toHexDigits(RANDOM.nextLong());
    var erasure =
        new Erasure(id, request, clock.instant(), State.RUNNING, "begun", Optional.empty());
    latest.put(id, erasure);
    if (latest.size() > KEPT) {
      latest.remove(latest.keySet().iterator().next());
    }
    thread.execute(() -> carryOut(erasure, by));
    return erasure;
  }

  synchronized Optional<Erasure> find(String id) {
    return Optional.ofNullable(latest.get(id));
  }

  /** The latest last. */
  synchronized List<Erasure> all() {
    return List.copyOf(latest.values());
  }

  private synchronized void put(Erasure erasure) {
    latest.replace(erasure.id(), erasure);
  }

  private void carryOut(Erasure erasure, String by) {
    try {
      ErasureReceipt receipt =
          work.run(
              erasure.request(),
              by,
              line -> put(erasure.with(State.RUNNING, line, Optional.empty())));
      boolean complete = receipt.content().complete();
      put(
          erasure.with(
              complete ? State.COMPLETE : State.INCOMPLETE,
              complete ? "nothing is left" : "records are left: see the receipt",
              Optional.of(receipt)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      put(erasure.with(State.INCOMPLETE, "the dashboard has ended", Optional.empty()));
    } catch (ErasureIncomplete e) {
      put(erasure.with(State.INCOMPLETE, String.valueOf(e.getMessage()), Optional.empty()));
    } catch (ExecutionException | RuntimeException e) {
      log.error("the erasure of camera {} has failed", erasure.request().camera(), e);
      String reason =
          AccessDenied.explain(e, List.of(KafkaUser.ERASURE))
              .orElseGet(() -> "Kafka refuses it: " + e.getMessage());
      put(erasure.with(State.INCOMPLETE, reason, Optional.empty()));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
