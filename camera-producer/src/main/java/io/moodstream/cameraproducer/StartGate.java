package io.moodstream.cameraproducer;

import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.pipeline.cameras.CameraSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Holds back sources until frames are analysed: pictures that come before would only be skipped.
 * Thread-safe.
 */
final class StartGate {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final BooleanSupplier ready;
  private final Duration limit;

  /**
   * @param limit after so long a source is opened anyway
   */
  StartGate(BooleanSupplier ready, Duration limit) {
    this.ready = ready;
    this.limit = limit;
  }

  /** Opens a source, but not before the gate is open. */
  FrameSource open(CameraSettings camera, FrameSourceOpener opener)
      throws IOException, InterruptedException {
    await();
    return opener.open(camera);
  }

  private void await() throws InterruptedException {
    long start = System.nanoTime();
    while (!ready.getAsBoolean() && System.nanoTime() - start < limit.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }
}
