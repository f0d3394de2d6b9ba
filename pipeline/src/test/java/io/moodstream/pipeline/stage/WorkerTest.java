package io.moodstream.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Health UP = Health.of("work", Health.Status.UP, "busy");

  @ParameterizedTest
  @MethodSource
  void shouldShowAFailureOfAnyKind(Throwable problem, String reason) {
    var worker = new Worker("w", LIMIT, () -> sneaky(problem));

    assertThat(worker.health("work", UP)).isEqualTo(UP);
    worker.start();

    await().until(() -> worker.failure().isPresent());
    assertThat(worker.health("work", UP)).isEqualTo(Health.of("work", Health.Status.DOWN, reason));
  }

  static Object[][] shouldShowAFailureOfAnyKind() {
    return new Object[][] {
      {new IllegalStateException("a slip"), "a slip"},
      {new IOException("no disk"), "no disk"},
      {new NullPointerException(), "java.lang.NullPointerException"},
      {new UnsatisfiedLinkError("no gtk"), "java.lang.UnsatisfiedLinkError: no gtk"}
    };
  }

  @Test
  void shouldEndWithoutAFailureWhenItIsClosed() {
    var ended = new CountDownLatch(1);
    var worker =
        new Worker(
            "w",
            LIMIT,
            () -> {
              try {
                new CountDownLatch(1).await();
              } finally {
                ended.countDown();
              }
            });
    worker.start();

    worker.close();

    assertThat(ended.getCount()).isZero();
    assertThat(worker.failure()).isEmpty();
  }

  @Test
  void shouldLetTheCurrentStepEndWhenItIsAskedToEnd() {
    var steps = new CountDownLatch(3);
    var worker = new Worker[1];
    worker[0] =
        new Worker(
            "w",
            LIMIT,
            () -> {
              do {
                steps.countDown();
              } while (!worker[0].pause(Duration.ofMillis(1)));
            });
    worker[0].start();
    await().until(() -> steps.getCount() == 0);

    worker[0].end();
    worker[0].awaitEnd(LIMIT);

    assertThat(worker[0].isEnding()).isTrue();
    assertThat(worker[0].failure()).isEmpty();
  }

  @Test
  void shouldEndAWorkerThatWasNeverStarted() {
    var worker = new Worker("w", LIMIT, () -> {});

    worker.close();

    assertThat(worker.isEnding()).isTrue();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneaky(Throwable problem) throws T {
    throw (T) problem;
  }
}
