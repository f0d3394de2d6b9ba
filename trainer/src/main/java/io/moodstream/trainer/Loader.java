package io.moodstream.trainer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the batches of one epoch a few ahead of the step that uses them, in order. */
final class Loader implements AutoCloseable {
  private static final int AHEAD = 6;

  private final Batches batches;
  private final int[] order;
  private final int epoch;
  private final ExecutorService threads;
  private final Deque<Future<Batch>> coming = new ArrayDeque<>();
  private int asked;

  Loader(Batches batches, int epoch, int threads) {
    this.batches = batches;
    this.epoch = epoch;
    this.order = batches.order(epoch);
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "batches");
              thread.setDaemon(true);
              return thread;
            });
    while (asked < Math.min(AHEAD, batches.count())) {
      ask();
    }
  }

  /** Waits for the next batch of the epoch; to be called {@link Batches#count()} times. */
  Batch next() throws InterruptedException {
    Future<Batch> next = coming.remove();
    if (asked < batches.count()) {
      ask();
    }
    try {
      return next.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be made", e.getCause());
    }
  }

  private void ask() {
    int index = asked++;
    coming.add(threads.submit(() -> batches.batch(order, epoch, index)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
