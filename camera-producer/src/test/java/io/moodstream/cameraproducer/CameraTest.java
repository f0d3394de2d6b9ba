package io.moodstream.cameraproducer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CameraTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final List<CameraStatus> statuses = new CopyOnWriteArrayList<>();
  private Thread thread = new Thread();

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Test
  void shouldNumberTheFramesOfASession() {
    run("hall=film.mp4", camera -> new CountedSource(3));

    await().untilAsserted(() -> assertThat(states()).contains(State.ENDED));
    assertThat(frames).extracting(frame -> frame.id().sequence()).containsExactly(0L, 1L, 2L);
    assertThat(frames).extracting(frame -> frame.id().session()).containsOnly(session());
    assertThat(frames).extracting(Frame::capturedAt).containsOnly(NOW);
    assertThat(session()).matches("[0-9a-f]{16}");
  }

  @Test
  void shouldEndWithTheSource() {
    run("hall=film.mp4,pictures=on", camera -> new CountedSource(2));

    await().untilAsserted(() -> assertThat(states()).contains(State.ENDED));
    assertThat(states()).containsExactly(State.CONNECTING, State.RUNNING, State.ENDED);
    CameraStatus last = statuses.get(2);
    assertThat(last.reason()).isEqualTo("that was all");
    assertThat(last.source()).isEqualTo("film.mp4");
    assertThat(last.pictures()).isTrue();
  }

  @Test
  void shouldConnectAgainAfterAFailureAndGoOnCounting() {
    var attempts = new AtomicInteger();
    run(
        "hall=rtsp://cam/live",
        camera -> {
          if (attempts.incrementAndGet() == 1) {
            return new CountedSource(2, "cam fell silent");
          }
          return new CountedSource(2);
        });

    await().atMost(10, SECONDS).untilAsserted(() -> assertThat(states()).contains(State.ENDED));
    assertThat(states())
        .containsExactly(
            State.CONNECTING, State.RUNNING, State.INTERRUPTED, State.RUNNING, State.ENDED);
    assertThat(statuses.get(2).reason()).isEqualTo("cam fell silent");
    assertThat(frames).extracting(frame -> frame.id().sequence()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(frames).extracting(frame -> frame.id().session()).containsOnly(session());
  }

  @Test
  void shouldSurviveAFailureOfNativeCode() {
    run(
        "hall=webcam:0",
        camera -> {
          throw new IllegalStateException("error: (-215:Assertion failed)");
        });

    await().untilAsserted(() -> assertThat(states()).contains(State.INTERRUPTED));
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void shouldSayThatNativeCodeIsMissing() {
    run(
        "hall=webcam:0",
        camera -> {
          throw new UnsatisfiedLinkError("no jniopencv_videoio in java.library.path");
        });

    await().untilAsserted(() -> assertThat(states()).contains(State.INTERRUPTED));
    assertThat(statuses.get(1).reason())
        .isEqualTo("native code cannot be loaded: no jniopencv_videoio in java.library.path");
  }

  @Test
  void shouldSurviveAnExceptionWithoutAMessage() {
    run(
        "hall=http://cam/live",
        camera -> {
          throw new java.io.EOFException();
        });

    await().untilAsserted(() -> assertThat(states()).contains(State.INTERRUPTED));
    assertThat(statuses.get(1).reason()).isEqualTo("java.io.EOFException");
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void shouldSayThatItWasStopped() throws InterruptedException {
    run("hall=synthetic,fps=20", FrameSourceOpener::openSource);
    await().untilAsserted(() -> assertThat(frames).hasSizeGreaterThan(3));

    thread.interrupt();
    thread.join(Duration.ofSeconds(5).toMillis());

    assertThat(thread.isAlive()).isFalse();
    assertThat(states()).endsWith(State.ENDED);
    assertThat(statuses.get(statuses.size() - 1).reason()).isEqualTo("stopped");
  }

  @Test
  void shouldSendEveryPictureOfAFiniteSourceHoweverSlowlyTheyAreAnalysed() {
    Camera camera = run("hall=film.mp4", settings -> new CountedSource(60, "", true));

    // Half of the answers say that a frame came too late.
    for (int sequence = 0; sequence < 60; sequence++) {
      int sent = sequence;
      await().until(() -> frames.size() > sent);
      assertThat(frames).hasSizeLessThanOrEqualTo(sequence + AnswerWindow.LARGEST);
      camera.onAnswer(frames.get(sequence).id(), sequence % 2 == 0);
    }

    await().untilAsserted(() -> assertThat(states()).contains(State.ENDED));
    assertThat(frames).hasSize(60);
  }

  @Test
  void shouldReportAFrozenPictureAndThatItMovesAgain() {
    var clock = new AtomicReference<>(NOW);
    var camera =
        new Camera(
            CameraSettings.parse("hall=http://cam/live"),
            CameraOwner.UNKNOWN,
            settings -> new RepeatingSource(20, clock),
            frames::add,
            statuses::add,
            () -> false,
            new Clock() {
              @Override
              public Instant instant() {
                return clock.get();
              }

              @Override
              public Clock withZone(ZoneId zone) {
                return this;
              }

              @Override
              public ZoneId getZone() {
                return ZoneOffset.UTC;
              }
            });
    thread = new Thread(camera);
    thread.start();

    await().untilAsserted(() -> assertThat(states()).contains(State.ENDED));
    assertThat(states())
        .containsExactly(State.CONNECTING, State.RUNNING, State.FROZEN, State.RUNNING, State.ENDED);
    assertThat(statuses.get(2).reason()).isEqualTo("the picture has not changed for 60 s");
    assertThat(frames).hasSize(21);
  }

  /** The same picture every five seconds, then another one, then the end. */
  private static final class RepeatingSource implements FrameSource {
    private final int repetitions;
    private final AtomicReference<Instant> clock;
    private int shown;

    RepeatingSource(int repetitions, AtomicReference<Instant> clock) {
      this.repetitions = repetitions;
      this.clock = clock;
    }

    @Override
    public boolean advance() {
      clock.updateAndGet(now -> now.plusSeconds(5));
      return shown++ <= repetitions;
    }

    @Override
    public Jpeg jpeg() {
      return new Jpeg(new byte[] {(byte) (shown <= repetitions ? 1 : 2)});
    }

    @Override
    public void close() {}
  }

  private Camera run(String settings, FrameSourceOpener opener) {
    var camera =
        new Camera(
            CameraSettings.parse(settings),
            CameraOwner.UNKNOWN,
            opener,
            frames::add,
            statuses::add,
            () -> true,
            Clock.fixed(NOW, ZoneOffset.UTC));
    thread = new Thread(camera);
    thread.start();
    return camera;
  }

  private List<State> states() {
    return statuses.stream().map(CameraStatus::state).toList();
  }

  private String session() {
    return frames.get(0).id().session();
  }

  /** So many pictures, then the end or a failure. */
  private static final class CountedSource implements FrameSource {
    private final int pictures;
    private final String failure;
    private final boolean finite;
    private int shown;

    CountedSource(int pictures, String failure, boolean finite) {
      this.pictures = pictures;
      this.failure = failure;
      this.finite = finite;
    }

    CountedSource(int pictures, String failure) {
      this(pictures, failure, false);
    }

    CountedSource(int pictures) {
      this(pictures, "");
    }

    @Override
    public boolean advance() throws IOException {
      if (shown < pictures) {
        shown++;
        return true;
      }
      if (failure.isEmpty()) {
        return false;
      }
      throw new IOException(failure);
    }

    @Override
    public Jpeg jpeg() {
      return new Jpeg(new byte[] {(byte) shown});
    }

    @Override
    public boolean isFinite() {
      return finite;
    }

    @Override
    public String ending() {
      return "that was all";
    }

    @Override
    public void close() {}
  }
}
