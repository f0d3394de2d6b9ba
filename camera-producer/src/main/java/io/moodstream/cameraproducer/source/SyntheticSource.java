package io.moodstream.cameraproducer.source;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.cameraproducer.scene.DrawnScene;
import io.moodstream.cameraproducer.scene.HallScene;
import io.moodstream.cameraproducer.scene.SyntheticScene;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.frames.Jpeg;
import java.time.Duration;

/** A drawn scene in real time, without end. */
public final class SyntheticSource implements FrameSource {
  /** Pictures a second, unless another number is wished. */
  public static final double DEFAULT_RATE = 12;

  private final DrawnScene scene;
  private final Duration step;
  private final Metronome metronome = new Metronome();
  private Duration sinceStart = Duration.ZERO;

  /**
   * @param rate pictures a second
   */
  public SyntheticSource(Source.Synthetic source, double rate) {
    this.scene = scene(source);
    this.step = Duration.ofNanos(Math.round(1e9 / rate));
  }

  private static DrawnScene scene(Source.Synthetic source) {
    return source
        .crowd()
        .<DrawnScene>map(
            crowd -> new HallScene(source.seed(), crowd.width(), crowd.height(), crowd.people()))
        .orElseGet(() -> new SyntheticScene(source.seed()));
  }

  @Override
  public boolean advance() throws InterruptedException {
    sinceStart = sinceStart.plus(step);
    metronome.await(sinceStart);
    return true;
  }

  @Override
  public Jpeg jpeg() {
    return JpegEncoder.encode(scene.draw(sinceStart));
  }

  @Override
  public void close() {
    // A scene holds nothing but memory.
  }
}
