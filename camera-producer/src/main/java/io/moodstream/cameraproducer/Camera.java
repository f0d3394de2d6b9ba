package io.moodstream.cameraproducer;

import io.moodstream.cameraproducer.picture.MaskPainter;
import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.frames.RateLimit;
import io.moodstream.pipeline.process.NativeCode;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
  private static final String FROZEN =
      "the picture has not changed for %d s".formatted(StillPicture.LIMIT.toSeconds());

  private final CameraSettings settings;
  private final FrameSourceOpener opener;
  private final FrameSink frames;
  private final Consumer<CameraStatus> statuses;
  private final Clock clock;
  private final String session = HexFormat.of().toHexDigits(RANDOM.nextLong());
  private final ReconnectBackoff backoff = new ReconnectBackoff();
  private final Optional<RateLimit> limit;
  private final AdaptiveRate rate = new AdaptiveRate();
  private final SentFrames sent = new SentFrames();
  private final AnswerWindow window;
  private final CameraOwner owner;
  private final StillPicture still = new StillPicture();
  private long sequence;
  private volatile CameraStatus status;
  private volatile Optional<Jpeg> newest = Optional.empty();

  /** What is reported when the thread is interrupted; empty for nothing. */
  private volatile Optional<String> ending = Optional.of("stopped");

  /**
   * @param answersExpected whether {@link #onAnswer} is called for frames that are sent now
   */
  Camera(
      CameraSettings settings,
      CameraOwner owner,
      FrameSourceOpener opener,
      FrameSink frames,
      Consumer<CameraStatus> statuses,
      BooleanSupplier answersExpected,
      Clock clock) {
    this.settings = settings;
    this.owner = owner;
    this.opener = opener;
    this.frames = frames;
    this.statuses = statuses;
    this.window = new AnswerWindow(answersExpected);
    this.clock = clock;
    this.limit = settings.framesPerSecond().stream().mapToObj(RateLimit::new).findFirst();
    this.status = status(settings.paused() ? State.PAUSED : State.CONNECTING, "");
  }

  CameraSettings settings() {
    return settings;
  }

  CameraOwner owner() {
    return owner;
  }

  /** Its last frame, with its masks; empty before the first. */
  Optional<Jpeg> newest() {
    return newest;
  }

  /**
   * Before its thread is interrupted.
   *
   * @param reason reported with its end; empty if another camera of the same id takes its place
   */
  void endsBecause(Optional<String> reason) {
    ending = reason;
  }

  CameraId id() {
    return settings.id();
  }

  /** As it is now; {@code updatedAt} is now. Any thread may ask. */
  CameraStatus status() {
    CameraStatus last = status;
    return status(last.state(), last.reason());
  }

  /** A frame of this camera was analysed or skipped; any thread may report it. */
  void onAnswer(FrameId frame, boolean analysed) {
    if (frame.session().equals(session)) {
      window.onAnswer(frame.sequence(), analysed);
      // By this machine's clock alone: the broker's may be another.
      sent.remove(frame.sequence())
          .ifPresent(capturedAt -> rate.onAnswer(analysed, capturedAt, clock.instant()));
    }
  }

  /** Ends with the source, or when its thread is interrupted; a failure only interrupts it. */
  @Override
  public void run() {
    try {
      publish(status());
      if (settings.paused()) {
        // Until it is interrupted: a paused camera that is removed reports its end as well.
        new CountDownLatch(1).await();
      }
      while (play()) {
        TimeUnit.NANOSECONDS.sleep(backoff.next().toNanos());
      }
    } catch (InterruptedException e) {
      ending.ifPresent(reason -> report(State.ENDED, reason));
    }
  }

  /**
   * @return whether to try again
   */
  private boolean play() throws InterruptedException {
    try (FrameSource source = opener.open(settings)) {
      send(source);
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

  private void send(FrameSource source) throws IOException, InterruptedException {
    long damaged = 0;
    while (source.advance()) {
      if (source.damaged() > damaged) {
        frames.damaged(settings.id(), source.damaged() - damaged);
        damaged = source.damaged();
      }
      long now = System.nanoTime();
      // What is left out here is neither converted nor encoded.
      if ((limit.isEmpty() || limit.get().admits(now)) && hasRoom(source, now)) {
        send(MaskPainter.paint(source.jpeg(), settings.masks()), !source.isFinite());
      }
    }
  }

  /** What is live leaves out pictures that the machine is too slow for, what ends waits. */
  private boolean hasRoom(FrameSource source, long now) throws InterruptedException {
    if (source.isFinite()) {
      window.await();
      return true;
    }
    return rate.admits(now);
  }

  /** Never empty: an exception without a message is named by its type. */
  static String reason(Throwable problem) {
    if (problem instanceof LinkageError linkage) {
      return NativeCode.explain(linkage);
    }
    return Optional.ofNullable(problem.getMessage())
        .filter(message -> !message.isBlank())
        .orElseGet(problem::toString);
  }

  private void send(Jpeg jpeg, boolean live) {
    Instant now = clock.instant();
    newest = Optional.of(jpeg);
    sent.add(sequence, now);
    window.onSent(sequence);
    frames.send(new Frame(settings.id(), new FrameId(session, sequence), now, jpeg));
    sequence++;
    if (live && still.isFrozen(jpeg, now)) {
      report(State.FROZEN, FROZEN);
    } else {
      report(State.RUNNING, "");
    }
    backoff.reset();
  }

  private void report(State state, String reason) {
    if (status.state() == state && status.reason().equals(reason)) {
      return;
    }
    status = status(state, reason);
    switch (state) {
      case INTERRUPTED -> log.warn("camera {} is interrupted: {}", settings.id(), reason);
      case FROZEN -> log.warn("camera {} is frozen: {}", settings.id(), reason);
      case CONNECTING, RUNNING, ENDED, PAUSED ->
          log.info("camera {} is {} {}", settings.id(), state, reason);
    }
    publish(status);
  }

  /** A status that cannot be published must not end the camera: it is repeated anyway. */
  private void publish(CameraStatus current) {
    try {
      statuses.accept(current);
    } catch (RuntimeException e) {
      log.error("the status of camera {} cannot be published", settings.id(), e);
    }
  }

  private CameraStatus status(State state, String reason) {
    return new CameraStatus(
        settings.id(),
        settings.source().text(),
        state,
        reason,
        settings.pictures(),
        clock.instant(),
        settings.label(),
        owner);
  }
}
