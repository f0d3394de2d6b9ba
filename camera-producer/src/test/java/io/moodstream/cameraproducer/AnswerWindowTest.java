package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerWindowTest {
  private final AtomicBoolean expected = new AtomicBoolean(true);
  private final AnswerWindow window = new AnswerWindow(expected::get);
  private final AtomicLong sent = new AtomicLong();
  private final Thread source = new Thread(this::send);

  @AfterEach
  void stop() throws InterruptedException {
    source.interrupt();
    source.join();
  }

  @Test
  void shouldSendOneFrameMoreAtATimeWithEachAnalysedFrame() {
    source.start();

    awaitSent(1);
    window.onAnswer(0, true);
    awaitSent(3);
    window.onAnswer(1, true);
    awaitSent(5);
    for (long frame = 2; frame < 100; frame++) {
      window.onAnswer(frame, true);
      awaitSent(frame + 1 + Math.min(AnswerWindow.LARGEST, frame + 2));
    }
  }

  @Test
  void shouldStartAnewAfterASkippedFrame() {
    source.start();
    awaitSent(1);
    window.onAnswer(0, true);
    awaitSent(3);

    window.onAnswer(1, false);
    window.onAnswer(2, true);

    awaitSent(5);
  }

  @Test
  void shouldTakeAnAnswerForAllFramesBeforeIt() {
    source.start();
    awaitSent(1);
    window.onAnswer(0, true);
    awaitSent(3);

    // Frame 1 became a dead letter.
    window.onAnswer(2, true);

    awaitSent(6);
  }

  @Test
  void shouldHoldNothingBackWhileAnswersCannotBeRead() {
    expected.set(false);

    source.start();

    await().until(() -> sent.get() > 100);
  }

  /** So many and no more. */
  private void awaitSent(long frames) {
    await()
        .untilAsserted(
            () -> {
              assertThat(sent.get()).isEqualTo(frames);
              assertThat(source.getState()).isEqualTo(Thread.State.TIMED_WAITING);
            });
  }

  private void send() {
    try {
      // Where nothing holds it back, a few more than are waited for.
      while (expected.get() || sent.get() < 200) {
        window.await();
        window.onSent(sent.getAndIncrement());
      }
    } catch (InterruptedException e) {
      // The test is over.
    }
  }
}
