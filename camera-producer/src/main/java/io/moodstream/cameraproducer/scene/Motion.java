package io.moodstream.cameraproducer.scene;

import java.time.Duration;
import java.util.Random;

/** How somebody sways, looks about and blinks. */
final class Motion {
  private static final double BLINK_SECONDS = .22;

  /**
   * @param dx pixels
   * @param dy pixels
   * @param tilt radians
   * @param zoom about 1
   * @param openness of the eyes: 0 closed in the middle of a blink
   */
  record Pose(
      double dx, double dy, double tilt, double zoom, double gazeX, double gazeY, double openness) {
    static final Pose STILL = new Pose(0, 0, 0, 1, 0, 0, 1);
  }

  private final double phase;
  private final double pace;
  private final double blinkEvery;

  Motion(Random random) {
    this.phase = random.nextDouble() * 100;
    this.pace = .8 + .4 * random.nextDouble();
    this.blinkEvery = 2.6 + 2 * random.nextDouble();
  }

  Pose at(Duration sinceStart) {
    double second = sinceStart.toNanos() / 1e9;
    double t = second * pace + phase;
    return new Pose(
        9 * Math.sin(.43 * t) + 3 * Math.sin(1.1 * t),
        4 * Math.sin(.61 * t + 1) + 1.5 * Math.sin(1.7 * t),
        .05 * Math.sin(.37 * t + 2) + .015 * Math.sin(1.3 * t),
        1 + .025 * Math.sin(.29 * t + 3),
        .022 * Math.sin(.5 * t) + .012 * Math.signum(Math.sin(.23 * t)),
        .008 * Math.sin(.7 * t + 1),
        openness((second + phase) % blinkEvery));
  }

  private static double openness(double secondsSinceBlink) {
    double share = secondsSinceBlink / BLINK_SECONDS;
    return share >= 1 ? 1 : Math.abs(Math.cos(Math.PI * share));
  }
}
