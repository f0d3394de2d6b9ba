package io.moodstream.cameraproducer.scene;

import io.moodstream.cameraproducer.scene.face.Blink;
import io.moodstream.cameraproducer.scene.face.HeadPose;
import java.time.Duration;
import java.util.Random;

/** Sits in front of the camera: sways, looks around and blinks. */
final class Sway implements Motion {
  private final double phase;
  private final double pace;
  private final Blink blink;

  Sway(Random random) {
    this.phase = random.nextDouble() * 100;
    this.pace = .8 + .4 * random.nextDouble();
    this.blink = new Blink(phase, random);
  }

  @Override
  public Pose at(Duration sinceStart) {
    double second = sinceStart.toNanos() / 1e9;
    double t = second * pace + phase;
    return new Pose(
        9 * Math.sin(.43 * t) + 3 * Math.sin(1.1 * t),
        4 * Math.sin(.61 * t + 1) + 1.5 * Math.sin(1.7 * t),
        1 + .025 * Math.sin(.29 * t + 3),
        new HeadPose(Math.toDegrees(.05 * Math.sin(.37 * t + 2) + .015 * Math.sin(1.3 * t)), 0, 0),
        .022 * Math.sin(.5 * t) + .012 * Math.signum(Math.sin(.23 * t)),
        .008 * Math.sin(.7 * t + 1),
        blink.openness(second));
  }
}
