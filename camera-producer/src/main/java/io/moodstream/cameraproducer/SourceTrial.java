package io.moodstream.cameraproducer;

import io.moodstream.cameraproducer.picture.MaskPainter;
import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens a source for one picture. At most two at a time: a source may be stuck in native code. */
final class SourceTrial {
  static final Duration LIMIT = Duration.ofSeconds(15);

  /** The first pictures of a webcam are dark. */
  private static final int WEBCAM_PICTURES = 8;

  private final CameraFleet fleet;
  private final FrameSourceOpener opener;
  private final Duration limit;
  private final Semaphore places = new Semaphore(2);

  SourceTrial(CameraFleet fleet, FrameSourceOpener opener) {
    this(fleet, opener, LIMIT);
  }

  SourceTrial(CameraFleet fleet, FrameSourceOpener opener, Duration limit) {
    this.fleet = fleet;
    this.opener = opener;
    this.limit = limit;
  }

  /** A webcam can be open once only; other sources are opened for the trial as well. */
  Optional<Camera> userOf(Source source) {
    return fleet.cameras().stream()
        .filter(camera -> source instanceof Source.Webcam)
        .filter(camera -> camera.settings().source().equals(source))
        .filter(camera -> !camera.settings().paused())
        .findFirst();
  }

  /**
   * @throws IOException if there is none within the limit; the message is one line for the user
   */
  Jpeg picture(CameraSettings camera) throws IOException, InterruptedException {
    Optional<Jpeg> shown = userOf(camera.source()).flatMap(Camera::newest);
    return MaskPainter.paint(shown.isPresent() ? shown.get() : open(camera), camera.masks());
  }

  private Jpeg open(CameraSettings camera) throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      throw new IOException("other sources are being tried: try again in some seconds");
    }
    var picture = new CompletableFuture<Jpeg>();
    // A daemon of its own: a source that does not answer may not return for minutes.
    var thread = new Thread(() -> complete(picture, camera), "trial-" + camera.id());
    thread.setDaemon(true);
    thread.start();
    try {
      return picture.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no picture within %d s".formatted(limit.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException(Camera.reason(Optional.ofNullable(e.getCause()).orElse(e)), e);
    } finally {
      thread.interrupt();
    }
  }

  private void complete(CompletableFuture<Jpeg> picture, CameraSettings camera) {
    try (FrameSource source = opener.open(camera)) {
      int wanted = camera.source() instanceof Source.Webcam ? WEBCAM_PICTURES : 1;
      for (int i = 0; i < wanted; i++) {
        if (!source.advance()) {
          throw new IOException("it has no picture: " + source.ending());
        }
      }
      picture.complete(source.jpeg());
    } catch (Throwable e) {
      // An Error as well, such as a native library that cannot be linked.
      picture.completeExceptionally(e);
    } finally {
      places.release();
    }
  }
}
