package io.moodstream.cameraproducer.scene.face;

import java.util.Random;

/** When a person's eyes close for a moment. */
public final class Blink {
  private static final double SECONDS = .22;

  private final double phase;
  private final double every;

  /**
   * @param phase seconds before the start at which the first one was
   */
  public Blink(double phase, Random random) {
    this.phase = phase;
    this.every = 2.6 + 2 * random.nextDouble();
  }

  /** 1 open, 0 closed. */
  public double openness(double second) {
    double share = (second + phase) % every / SECONDS;
    return share >= 1 ? 1 : Math.abs(Math.cos(Math.PI * share));
  }
}
