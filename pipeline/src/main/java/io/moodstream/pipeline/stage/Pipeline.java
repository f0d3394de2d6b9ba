package io.moodstream.pipeline.stage;

import io.moodstream.pipeline.process.Shutdown;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stages that live together in one process: started in order, closed in reverse. */
public final class Pipeline implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Deque<Stage> started = new ArrayDeque<>();

  private Pipeline() {}

  /**
   * @throws RuntimeException of the first stage that could not start; those before it are closed
   */
  public static Pipeline start(List<? extends Stage> stages) {
    var pipeline = new Pipeline();
    try {
      for (Stage stage : stages) {
        // Before start(), so that a stage that fails halfway is closed too.
        pipeline.push(stage);
        stage.start();
      }
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /**
   * Runs the stages until one of them is down or the process is asked to stop.
   *
   * @return the exit code: 0 asked to stop, 1 a stage failed
   */
  public static int run(Stage... stages) throws InterruptedException {
    try (Shutdown shutdown = Shutdown.onSignal();
        Pipeline pipeline = start(List.of(stages))) {
      shutdown.started();
      return pipeline.awaitEnd(shutdown);
    }
  }

  /** Of all stages, in the order of their start. */
  public synchronized Health health() {
    var parts = new ArrayList<Health>();
    started.descendingIterator().forEachRemaining(stage -> parts.add(stage.health()));
    return Health.merged(parts);
  }

  /** Returns when no stage is starting any more: UP, or DOWN if one has failed. */
  public Health awaitStarted() throws InterruptedException {
    Health health = health();
    while (health.status() == Health.Status.STARTING) {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      health = health();
    }
    return health;
  }

  /**
   * Waits until a stage is down or the process is asked to stop.
   *
   * @return the exit code: 0 asked to stop, 1 a stage failed
   */
  public int awaitEnd(Shutdown shutdown) throws InterruptedException {
    while (!shutdown.await(POLL.toMillis())) {
      if (health().status() == Health.Status.DOWN) {
        return 1;
      }
    }
    return 0;
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }

  private synchronized void push(Stage stage) {
    started.push(stage);
  }
}
