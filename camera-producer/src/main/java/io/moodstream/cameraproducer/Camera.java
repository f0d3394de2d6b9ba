package io.moodstream.cameraproducer;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.CameraStatus;
import io.moodstream.pipeline.frames.CameraStatus.State;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.stage.NativeCode;
import io.moodstream.pipeline.frames.RateLimit;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one camera, on one thread: opens the source, sends its frames, and opens it again
 * after a failure. One session from the start to the end, however often it reconnects.
 */
final class Camera implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Camera.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CameraSettings settings;
  private final FrameSourceOpener opener;
  private final FrameSink frames;
  private final Consumer<CameraStatus> statuses;
  private final Clock clock;
  private final String session = HexFormat.of().toHexDigits(RANDOM.nextLong());
  private final ReconnectBackoff backoff = new ReconnectBackoff();
  private final Optional<RateLimit> limit;
  private long sequence;
  private volatile CameraStatus status;

  Camera(
      CameraSettings settings,
      FrameSourceOpener opener,
      FrameSink frames,
      Consumer<CameraStatus> statuses,
      Clock clock) {
    this.settings = settings;
    this.opener = opener;
    this.frames = frames;
    this.statuses = statuses;
    this.clock = clock;
    this.limit = settings.framesPerSecond().stream().mapToObj(RateLimit::new).findFirst();
    this.status = status(State.CONNECTING, "");
  }

  CameraId id() {
    return settings.id();
  }

  /** As it is now; {@code updatedAt} is now. Any thread may ask. */
  CameraStatus status() {
    CameraStatus last = status;
    return status(last.state(), last.reason());
  }

  /** Ends with the source, or when its thread is interrupted. */
  @Override
  public void run() {
    statuses.accept(status());
    try {
      while (play()) {
        TimeUnit.NANOSECONDS.sleep(backoff.next().toNanos());
      }
    } catch (InterruptedException e) {
      report(State.ENDED, "stopped");
    }
  }

  /**
   * @return whether to try again
   */
  private boolean play() throws InterruptedException {
    try (FrameSource source = opener.open(settings)) {
      while (source.advance()) {
        if (limit.isEmpty() || limit.get().admits(System.nanoTime())) {
          send(source.jpeg());
        }
      }
      report(State.ENDED, source.ending());
      return false;
    } catch (IOException e) {
      report(State.INTERRUPTED, reason(e));
      return true;
    } catch (RuntimeException | Error e) {
      // Native code that fails in one camera must not end the others, nor its thread unheard.
      log.error("camera {} failed", settings.id(), e);
      report(State.INTERRUPTED, reason(e));
      return true;
    }
  }

  /** Never empty: an exception without a message is named by its type. */
  private static String reason(Throwable problem) {
    if (problem instanceof LinkageError linkage) {
      return NativeCode.explain(linkage);
    }
    return Optional.ofNullable(problem.getMessage())
        .filter(message -> !message.isBlank())
        .orElseGet(problem::toString);
  }

  private void send(Jpeg jpeg) {
    frames.send(new Frame(settings.id(), new FrameId(session, sequence++), clock.instant(), jpeg));
    report(State.RUNNING, "");
    backoff.reset();
  }

  private void report(State state, String reason) {
    if (status.state() == state && status.reason().equals(reason)) {
      return;
    }
    status = status(state, reason);
    switch (state) {
      case INTERRUPTED -> log.warn("camera {} is interrupted: {}", settings.id(), reason);
      case CONNECTING, RUNNING, ENDED ->
          log.info("camera {} is {} {}", settings.id(), state, reason);
    }
    statuses.accept(status);
  }

  private CameraStatus status(State state, String reason) {
    return new CameraStatus(
        settings.id(),
        settings.source().text(),
        state,
        reason,
        settings.pictures(),
        clock.instant());
  }
}
