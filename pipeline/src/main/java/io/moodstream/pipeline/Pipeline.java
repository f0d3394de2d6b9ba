package io.moodstream.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stages that live together in one process: started in order, closed in reverse. */
public final class Pipeline implements AutoCloseable {
  private final Deque<Stage> started = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Pipeline() {}

  /**
   * @throws RuntimeException of the first stage that could not start; those before it are closed
   */
  public static Pipeline start(List<Stage> stages) {
    var pipeline = new Pipeline();
    try {
      for (Stage stage : stages) {
        // Before start(), so that a stage that fails halfway is closed too.
        pipeline.started.push(stage);
        stage.start();
      }
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /**
   * Runs the stages until one of them is down or the process is told to stop.
   *
   * @return the exit code: 0 told to stop, 1 a stage failed
   */
  public static int run(Stage... stages) throws InterruptedException {
    try (Pipeline pipeline = start(List.of(stages))) {
      Thread hook = new Thread(pipeline::close, "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      return pipeline.awaitEnd() == Health.Status.DOWN ? 1 : 0;
    }
  }

  /** Of all stages, in the order of their start. */
  public synchronized Health health() {
    var parts = started.stream().map(Stage::health).toList();
    return Health.merged(parts);
  }

  /** Waits until a stage is down (DOWN) or the pipeline has been closed (UP). */
  public Health.Status awaitEnd() throws InterruptedException {
    while (!closed.await(500, TimeUnit.MILLISECONDS)) {
      if (health().status() == Health.Status.DOWN && closed.getCount() > 0) {
        return Health.Status.DOWN;
      }
    }
    return Health.Status.UP;
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
