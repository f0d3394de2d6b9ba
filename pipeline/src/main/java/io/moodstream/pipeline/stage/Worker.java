package io.moodstream.pipeline.stage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named thread that keeps no process alive. A failure of any kind ends it, is logged, and shows
 * in health: a thread that ends silently would leave its stage UP for ever.
 */
public final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Task task;
  private final Duration closeLimit;
  private final Thread thread;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile Optional<String> failure = Optional.empty();

  /** Returns, or throws {@link InterruptedException}, when it {@link Worker#isEnding}. */
  @FunctionalInterface
  public interface Task {
    void run() throws Exception;
  }

  /**
   * @param closeLimit how long {@link #close} waits at most
   */
  public Worker(String name, Duration closeLimit, Task task) {
    this.task = task;
    this.closeLimit = closeLimit;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  public boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Called by the task. Returns early, and true, if it is to end. */
  public boolean pause(Duration time) throws InterruptedException {
    return ending.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why it has ended by itself. */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * @param otherwise the state while it has not failed
   */
  public Health health(String check, Health otherwise) {
    return failure.map(reason -> Health.of(check, Health.Status.DOWN, reason)).orElse(otherwise);
  }

  /** Asks it to end after its current step, and does not wait. */
  public void end() {
    ending.countDown();
  }

  /** Returns when it has ended, or after {@code limit}. */
  public void awaitEnd(Duration limit) {
    try {
      thread.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts it, and waits for its end. */
  @Override
  public void close() {
    end();
    thread.interrupt();
    awaitEnd(closeLimit);
  }

  private void run() {
    try {
      task.run();
    } catch (InterruptedException e) {
      log.debug("{} ends", thread.getName());
    } catch (Throwable e) {
      // An Error as well, such as a native library that cannot be linked.
      if (isEnding()) {
        log.debug("{} ends", thread.getName(), e);
        return;
      }
      log.error("{} has failed: {}", thread.getName(), e.getMessage(), e);
      failure = Optional.of(reason(e));
    }
  }

  private static String reason(Throwable problem) {
    String message = problem.getMessage();
    return problem instanceof Error || message == null ? problem.toString() : message;
  }
}
